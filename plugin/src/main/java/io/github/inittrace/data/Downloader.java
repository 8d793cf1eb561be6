// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
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
    private static final String PART = ".part";

    /** A part that nothing was written to for so long is nobody's. */
    private static final Duration ABANDONED = Duration.ofDays(1);

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
            removeOldParts(name);
            // Not Files.createTempFile: its files are private, and others may use the folder as
            // well.
            String unique = ProcessHandle.current().pid() + "-" + Math.abs(System.nanoTime());
            Path part = Files.createFile(folder.resolve(name + "." + unique + PART));
            part.toFile().deleteOnExit(); // Ctrl-C
            return part;
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(folder, e);
        }
    }

    /** Removes what processes have left that were killed long ago. */
    private void removeOldParts(String name) throws IOException {
        Instant yesterday = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(
                        folder,
                        file ->
                                file.getFileName().toString().startsWith(name + ".")
                                        && file.getFileName().toString().endsWith(PART)
                                        && Files.isRegularFile(file)
                                        && Files.getLastModifiedTime(file)
                                                .toInstant()
                                                .isBefore(yesterday))) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
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
        try (FileChannel out = open(part)) {
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
            force(out, part);
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

    private static FileChannel open(Path part) throws IOException {
        try {
            return FileChannel.open(
                    part, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(part, e);
        }
    }

    private static void write(FileChannel out, byte[] bytes, int length, Path part)
            throws IOException {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(part, e);
        }
    }

    /** Lest a machine that goes down leave an empty file in the place of a whole one; a full disk shows here, too. */
    private static void force(FileChannel out, Path part) throws IOException {
        try {
            out.force(true);
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
