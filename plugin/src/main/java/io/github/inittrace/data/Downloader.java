// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fetches files into a folder, once.
 *
 * <p>A file grows under a name of its own, so that two processes do not meet, and moves to its
 * place in one step when its digest is right. What is in its place is used as it is: all public
 * files are compressed and carry checksums, so a damaged one is found by who reads it.
 */
final class Downloader {
    /** How long a server may send nothing. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final DownloadListener listener;
    private final int patience;

    Downloader(Path folder, DownloadListener listener, Duration patience) {
        this.folder = folder;
        this.listener = listener;
        this.patience = Math.toIntExact(patience.toMillis());
    }

    /** Why a server did not deliver. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String reason) {
            super(reason);
        }
    }

    /** The path of a file, which is fetched if it is not there yet. */
    Path fetch(RemoteFile file) throws IOException {
        Path target = folder.resolve(file.name());
        if (Files.isRegularFile(target)) {
            return target;
        }
        Path part = createPart(file.name());
        try {
            download(file, part);
            move(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
        return target;
    }

    private Path createPart(String name) throws IOException {
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, name + ".", ".part");
            part.toFile().deleteOnExit(); // Ctrl-C
            return part;
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(folder, e);
        }
    }

    private void download(RemoteFile file, Path part) throws IOException {
        List<String> reasons = new ArrayList<>();
        for (URI mirror : file.mirrors()) {
            try {
                copy(mirror, file, part);
                String complaint = file.complaint(part);
                if (complaint.isEmpty()) {
                    return;
                }
                reasons.add(mirror.getHost() + " sent " + complaint);
            } catch (Failed e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        throw new DataFileException(
                String.format(
                                Locale.ROOT,
                                "cannot download %s: %s; try again later, or get it by other means and name",
                                file.name(),
                                String.join(", ", reasons))
                        + " its folder with path(...)");
    }

    private void copy(URI from, RemoteFile file, Path part) throws IOException, Failed {
        HttpURLConnection connection = connect(from);
        long total = connection.getContentLengthLong();
        byte[] buffer = new byte[BUFFER];
        long there = 0;
        try (OutputStream out = Files.newOutputStream(part)) {
            InputStream in = connection.getInputStream();
            for (int n = 0; n >= 0; n = read(in, buffer, from, there)) {
                there += n;
                if (Math.max(there, total) > file.mostBytes()) {
                    throw new Failed(
                            String.format(
                                    Locale.ROOT,
                                    "%s sent more than %d bytes",
                                    from.getHost(),
                                    file.mostBytes()));
                }
                write(out, buffer, n, part);
                listener.onProgress(file.name(), there, total);
            }
            if (there < total) {
                throw brokenOff(from, there);
            }
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection connect(URI from) throws IOException, Failed {
        HttpURLConnection connection = (HttpURLConnection) from.toURL().openConnection();
        connection.setConnectTimeout(patience);
        connection.setReadTimeout(patience);
        int status;
        try {
            connection.connect();
        } catch (IOException e) {
            throw new Failed(from.getHost() + " could not be reached");
        }
        try {
            status = connection.getResponseCode();
        } catch (SocketTimeoutException e) {
            throw tooSlow(from);
        } catch (IOException e) {
            throw new Failed(from.getHost() + " did not answer in HTTP");
        }
        if (status != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw new Failed(from.getHost() + " answered with status " + status);
        }
        return connection;
    }

    private int read(InputStream in, byte[] buffer, URI from, long there) throws Failed {
        try {
            return in.read(buffer);
        } catch (SocketTimeoutException e) {
            throw tooSlow(from);
        } catch (IOException e) {
            throw brokenOff(from, there);
        }
    }

    private static Failed brokenOff(URI from, long there) {
        return new Failed(
                String.format(Locale.ROOT, "%s broke off after %d bytes", from.getHost(), there));
    }

    private Failed tooSlow(URI from) {
        return new Failed(
                String.format(
                        Locale.ROOT,
                        "%s sent nothing for %s seconds",
                        from.getHost(),
                        patience / 1000.0));
    }

    private static void write(OutputStream out, byte[] bytes, int length, Path part)
            throws IOException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(part, e);
        }
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(target, e);
        }
    }
}
