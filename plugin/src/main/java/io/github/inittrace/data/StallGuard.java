// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Closes a stream that brings next to nothing for a while, which wakes whoever reads it. Java's
 * HTTP client has no timeout for the body of an answer.
 */
final class StallGuard implements Closeable {
    private static final int FEWEST_BYTES = 1024;

    private final ScheduledExecutorService clock;
    private final AtomicLong arrived = new AtomicLong();
    private volatile boolean stalled;

    StallGuard(InputStream stream, Duration patience) {
        clock =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "inittrace-download-guard");
                            thread.setDaemon(true);
                            return thread;
                        });
        clock.scheduleAtFixedRate(
                () -> look(stream),
                patience.toMillis(),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void look(InputStream stream) {
        if (arrived.getAndSet(0) >= FEWEST_BYTES) {
            return;
        }
        stalled = true;
        try {
            stream.close();
        } catch (IOException e) {
            // It is given up; the reader has been woken all the same.
        }
    }

    /** Some bytes have arrived. */
    void count(int bytes) {
        arrived.addAndGet(bytes);
    }

    /** Whether the stream was closed for being too slow. */
    boolean hasStalled() {
        return stalled;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
