// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says to other processes that a run is being written, until it is closed or this process ends. It is
 * not on the file of epochs: where a process reads and closes a file, its locks on it end.
 */
final class RunLock implements Closeable {
    /** Its file, in the run's folder; empty. */
    private static final String FILE = "lock";

    private static final Logger logger = Logger.getLogger(RunLock.class.getName());

    /** The files of this process: where it closes one that it has locked before, that lock ends. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Path key;
    private final @Nullable FileChannel channel;

    private RunLock(Path file, Path key, @Nullable FileChannel channel) {
        this.file = file;
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes the lock of a run.
     *
     * @param folder the run's folder
     * @return null if somebody else has it. Where there are no locks, one that protects nothing
     */
    static synchronized @Nullable RunLock of(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Path key = folder.toRealPath().resolve(FILE);
            if (HELD.contains(key)) {
                return null;
            }
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                return null;
            }
            if (Files.exists(file)) {
                HELD.add(key);
                return new RunLock(file, key, channel);
            }
            channel.close(); // Its owner has let go of it, and it is nobody's file any more.
            return of(folder);
        } catch (IOException e) {
            logger.log(Level.FINE, "the run is not protected against other writers", e);
            return new RunLock(file, file, null);
        }
    }

    /** Whether a file is a lock, held or left behind by a process that was killed. */
    static boolean isFile(Path path) {
        try {
            return path.endsWith(FILE)
                    && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(path) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by another writer of this process
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null && channel.isOpen()) {
            HELD.remove(key);
            try {
                Files.deleteIfExists(file); // first: after that, it may be another's
            } finally {
                channel.close();
            }
        }
    }
}
