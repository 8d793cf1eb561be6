// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/**
 * Gets one file from one server into a file that may hold its beginning already. Whatever goes
 * wrong with the server comes back as a {@link Failed}; trouble with the disk is thrown.
 */
final class HttpFetch {
    private static final int BUFFER = 1 << 16;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final HttpClient client;
    private final Duration patience;
    private final DownloadListener listener;

    HttpFetch(Duration patience, DownloadListener listener) {
        this.patience = patience;
        this.listener = listener;
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(patience)
                        .build();
    }

    /** Why a server did not deliver. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        /** The server was never reached. */
        final boolean unreachable;

        /** Part of the file arrived before it failed; asking again may bring the rest. */
        final boolean advanced;

        Failed(String reason, boolean unreachable, boolean advanced) {
            super(reason);
            this.unreachable = unreachable;
            this.advanced = advanced;
        }
    }

    /**
     * Gets what is missing of a file.
     *
     * @param name what to call the file to the listener
     * @return true if what was there before has been kept
     */
    boolean fetch(URI from, Path part, String name, long mostBytes)
            throws IOException, Failed, InterruptedException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(from).timeout(patience);
        if (there > 0) {
            request.header("Range", "bytes=" + there + "-");
        }
        String host = from.getHost();
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpConnectTimeoutException | ConnectException | UnknownHostException e) {
            throw new Failed(host + " could not be reached", true, false);
        } catch (HttpTimeoutException e) {
            throw tooSlow(host, false);
        } catch (IOException e) {
            // Where a part has come over HTTP before, the connection was lost again.
            String reason =
                    there > 0
                            ? String.format(Locale.ROOT, "%s broke off after %d bytes", host, there)
                            : host + " did not answer in HTTP";
            throw new Failed(reason, false, false);
        }
        try (InputStream body = response.body()) {
            boolean kept = response.statusCode() == PARTIAL && startsAt(response, there);
            if (response.statusCode() == RANGE_NOT_SATISFIABLE && there > 0) {
                return true; // the whole file is there, or something else, which its digest tells
            }
            if (!kept && response.statusCode() != OK) {
                throw new Failed(
                        host + " answered with status " + response.statusCode(), false, false);
            }
            long start = kept ? there : 0;
            long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            long total = length < 0 ? -1 : start + length;
            copy(body, part, new Claim(host, name, start, total, mostBytes));
            return kept && there > 0;
        }
    }

    private static boolean startsAt(HttpResponse<?> response, long offset) {
        String range = response.headers().firstValue("Content-Range").orElse("");
        return range.startsWith("bytes " + offset + "-");
    }

    /** What a server has said about a file, and what is known of it. */
    private record Claim(String host, String name, long start, long total, long mostBytes) {}

    private void copy(InputStream body, Path part, Claim claim) throws IOException, Failed {
        if (claim.total > claim.mostBytes) {
            throw tooLong(claim);
        }
        long there = claim.start;
        byte[] buffer = new byte[BUFFER];
        try (FileChannel out = open(part, claim.start);
                StallGuard guard = new StallGuard(body, patience)) {
            listener.onProgress(claim.name, there, claim.total);
            while (true) {
                int n;
                try {
                    n = body.read(buffer);
                } catch (IOException e) {
                    n = -2;
                }
                boolean advanced = there > claim.start;
                if (n < 0 && guard.hasStalled()) {
                    throw tooSlow(claim.host, advanced);
                }
                if (n == -2 || (n == -1 && there < claim.total)) {
                    String reason =
                            String.format(
                                    Locale.ROOT, "%s broke off after %d bytes", claim.host, there);
                    throw new Failed(reason, false, advanced);
                }
                if (n == -1) {
                    force(out, part);
                    return;
                }
                if (there + n > claim.mostBytes) {
                    throw tooLong(claim);
                }
                write(out, buffer, n, part);
                there += n;
                guard.count(n);
                listener.onProgress(claim.name, there, claim.total);
            }
        }
    }

    private static Failed tooLong(Claim claim) {
        String reason =
                String.format(
                        Locale.ROOT, "%s sent more than %d bytes", claim.host, claim.mostBytes);
        return new Failed(reason, false, false);
    }

    private Failed tooSlow(String host, boolean advanced) {
        String reason =
                String.format(
                        Locale.ROOT,
                        "%s was too slow for %s seconds",
                        host,
                        patience.toMillis() / 1000.0);
        return new Failed(reason, false, advanced);
    }

    private static FileChannel open(Path part, long start) throws IOException {
        try {
            FileChannel out =
                    FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            out.truncate(start);
            out.position(start);
            return out;
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(part, e);
        }
    }

    /** What is moved into place must be on the disk, not only on its way there. */
    private static void force(FileChannel out, Path part) throws IOException {
        try {
            out.force(false);
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(part, e);
        }
    }

    private static void write(FileChannel out, byte[] bytes, int length, Path part)
            throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(part, e);
        }
    }
}
