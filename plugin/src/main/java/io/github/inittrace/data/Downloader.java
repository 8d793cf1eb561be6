// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
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
 * <p>A file grows under the name {@code NAME.part}, which outlives the process and is continued by
 * the next one; when its digest is right it moves to its own name in one step. So what has that
 * name is whole. A lock keeps two processes from writing to the same part.
 */
final class Downloader {
    /** How long a server may send next to nothing. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often one server is asked for the rest after it has broken off. */
    private static final int ATTEMPTS = 4;

    private final Path folder;
    private final DownloadListener listener;
    private final HttpFetch http;

    Downloader(Path folder, DownloadListener listener, Duration patience) {
        this.folder = folder;
        this.listener = listener;
        this.http = new HttpFetch(patience, listener);
    }

    /** The path of a file, which is fetched if it is not there yet. */
    @SuppressWarnings("try") // a lock is held, not used
    Path fetch(RemoteFile file) throws IOException {
        Path target = folder.resolve(file.name());
        if (VerifiedMark.isValid(target, file)) {
            return target;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(folder, e);
        }
        try (CacheLock lock = CacheLock.acquire(folder, () -> listener.onWait(file.name()))) {
            if (!isThere(target, file)) {
                download(file, target);
            }
            return target;
        }
    }

    private static boolean isThere(Path target, RemoteFile file) throws IOException {
        if (VerifiedMark.isValid(target, file)) {
            return true; // another process was faster
        }
        if (!Files.isRegularFile(target)) {
            return false;
        }
        try {
            if (!file.complaint(target).isEmpty()) {
                return false; // replaced once the right one has arrived
            }
        } catch (IOException e) {
            throw DiskSentence.cannotRead(target, e);
        }
        mark(target, file);
        return true;
    }

    private void download(RemoteFile file, Path target) throws IOException {
        Path part = target.resolveSibling(file.name() + ".part");
        List<String> reasons = new ArrayList<>();
        boolean reached = false;
        for (URI mirror : file.mirrors()) {
            try {
                complete(file, mirror, part);
                move(part, target);
                mark(target, file);
                return;
            } catch (HttpFetch.Failed e) {
                reasons.add(String.valueOf(e.getMessage()));
                reached |= !e.unreachable;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "the download of %s was interrupted; run again to go on",
                                file.name()),
                        e);
            }
        }
        boolean begun = Files.exists(part) && Files.size(part) > 0;
        throw new DataFileException(
                String.format(
                                Locale.ROOT,
                                "cannot download %s: %s; %s, or get it by other means and name its folder with",
                                file.name(),
                                String.join(", ", reasons),
                                !reached
                                        ? "connect to the network"
                                        : begun ? "run again to go on" : "try again later")
                        + " path(...)");
    }

    /** Leaves the whole file at {@code part}, or throws and leaves what may be its beginning. */
    private void complete(RemoteFile file, URI mirror, Path part)
            throws IOException, HttpFetch.Failed, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            boolean continued;
            try {
                continued = http.fetch(mirror, part, file.name(), file.mostBytes());
            } catch (HttpFetch.Failed e) {
                if (e.advanced && attempt < ATTEMPTS) {
                    continue;
                }
                throw e;
            }
            String complaint = complaint(file, part);
            if (complaint.isEmpty()) {
                return;
            }
            delete(part);
            // Two servers may hold different compressions, and a part of one with the rest of
            // the other is neither.
            if (!continued || attempt >= ATTEMPTS) {
                throw new HttpFetch.Failed(mirror.getHost() + " sent " + complaint, false, false);
            }
        }
    }

    private static String complaint(RemoteFile file, Path part) throws IOException {
        try {
            return file.complaint(part);
        } catch (IOException e) {
            throw DiskSentence.cannotRead(part, e);
        }
    }

    private static void delete(Path part) throws IOException {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(part, e);
        }
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(target, e);
        }
    }

    private static void mark(Path target, RemoteFile file) throws IOException {
        try {
            VerifiedMark.set(target, file);
        } catch (IOException e) {
            throw DiskSentence.cannotWrite(target, e);
        }
    }
}
