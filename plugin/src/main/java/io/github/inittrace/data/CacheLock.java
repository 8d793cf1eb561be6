// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a folder to one writer at a time, among threads and among processes. The operating system
 * lifts a file's lock with the process that holds it, however that ends.
 */
final class CacheLock implements Closeable {
    private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock thread;
    private final FileChannel channel;

    private CacheLock(ReentrantLock thread, FileChannel channel) {
        this.thread = thread;
        this.channel = channel;
    }

    /**
     * Waits for the folder.
     *
     * @param waiting called if somebody else is at it
     */
    static CacheLock acquire(Path folder, Runnable waiting) throws IOException {
        Path file = folder.resolve(".lock");
        ReentrantLock thread =
                THREADS.computeIfAbsent(
                        file.toAbsolutePath().normalize(), path -> new ReentrantLock());
        boolean told = false;
        if (!thread.tryLock()) {
            told = true;
            waiting.run();
            thread.lock();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                if (!told) {
                    waiting.run();
                }
                channel.lock();
            }
            return new CacheLock(thread, channel);
        } catch (IOException e) {
            thread.unlock();
            if (channel != null) {
                channel.close();
            }
            throw DiskSentence.cannotWrite(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            thread.unlock();
        }
    }
}
