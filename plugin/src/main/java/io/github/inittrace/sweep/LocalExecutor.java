// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Trains units on the threads of this process: one thread for each where there are as many units as
 * threads, else all threads shared out among them.
 *
 * @param workers how many threads train
 */
public record LocalExecutor(int workers) implements Executor {
    /** More than any machine has processors, and few enough to start. */
    private static final int MOST_WORKERS = 1024;

    /** Checks the number. */
    public LocalExecutor {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "a sweep takes 1 to "
                            + MOST_WORKERS
                            + " workers, found "
                            + workers
                            + "; one per processor is best");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the system has no room for so many threads; one sentence
     * @throws IllegalStateException if one of the units could not be carried out, once all have ended
     */
    @Override
    public void execute(List<SweepUnit> units, Trainings trainings) {
        if (units.isEmpty()) {
            return;
        }
        int atOnce = Math.min(workers, units.size());
        int threads = workers / atOnce;
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        atOnce,
                        atOnce,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        body -> new Thread(body, "inittrace-sweep"));
        try {
            start(pool);
            for (SweepUnit unit : units) {
                pool.execute(
                        () -> {
                            try {
                                trainings.train(unit, threads);
                            } catch (RuntimeException | Error e) {
                                failure.compareAndSet(null, e);
                            }
                        });
            }
        } finally {
            pool.shutdown(); // What it was given is still carried out.
            awaitEnd(pool);
        }
        Throwable first = failure.get();
        if (first != null) {
            throw new IllegalStateException("a run could not be carried out", first);
        }
    }

    /** Starts all threads before any of them has something to do. */
    private static void start(ThreadPoolExecutor pool) {
        try {
            pool.prestartAllCoreThreads();
        } catch (OutOfMemoryError e) { // which is what Java calls a limit of threads
            throw new UncheckedIOException(
                    "cannot start "
                            + pool.getCorePoolSize()
                            + " workers: "
                            + e.getMessage()
                            + "; take fewer workers",
                    new IOException(e));
        }
    }

    /**
     * Waits for all units, however often this thread is interrupted: what trains is stopped by the
     * sweep's own means, and writes to the sweep's folder until then.
     */
    private static void awaitEnd(ThreadPoolExecutor pool) {
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
