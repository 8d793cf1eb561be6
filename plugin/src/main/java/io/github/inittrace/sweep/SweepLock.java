// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.files.FileFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others out of the folder of a sweep: everybody from the whole of it, and from a shard those
 * who want the same shard or the whole. It ends with the process that holds it; its empty files
 * stay.
 */
final class SweepLock implements Closeable {
    private final List<FileChannel> channels = new ArrayList<>();

    private SweepLock() {}

    /**
     * Locks a folder.
     *
     * @throws IOException if somebody else works there; one sentence
     */
    static SweepLock of(Path folder, Shard shard) throws IOException {
        SweepLock lock = new SweepLock();
        try {
            boolean free = lock.take(folder.resolve(".sweep.lock"), !shard.isWhole());
            if (free && !shard.isWhole()) {
                String parts = ".parts-of-" + shard.count();
                free =
                        lock.take(folder.resolve(parts + ".lock"), true)
                                && lock.take(
                                        folder.resolve(parts + "-" + shard.index() + ".lock"),
                                        false)
                                && lock.isAloneWith(folder, parts + ".lock");
            }
            if (!free) {
                throw new IOException(
                        folder
                                + " is in use by another sweep"
                                + (shard.isWhole()
                                        ? ""
                                        : ", of all runs, of the same shard or of another number of"
                                                + " shards")
                                + "; wait for its end, or choose another folder");
            }
            return lock;
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether nobody works on shards that are cut otherwise and would train the same runs. */
    private boolean isAloneWith(Path folder, String own) throws IOException {
        try (DirectoryStream<Path> others =
                Files.newDirectoryStream(
                        folder,
                        file ->
                                file.getFileName().toString().matches("\\.parts-of-\\d+\\.lock")
                                        && !file.endsWith(own))) {
            for (Path other : others) {
                SweepLock tried = new SweepLock();
                try (tried) {
                    if (!tried.take(other, false)) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    private boolean take(Path file, boolean isShared) throws IOException {
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            channels.add(channel);
            @Nullable FileLock lock = channel.tryLock(0, Long.MAX_VALUE, isShared);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // This process has it.
        } catch (IOException e) {
            throw FileFailure.cannotWrite(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }
}
