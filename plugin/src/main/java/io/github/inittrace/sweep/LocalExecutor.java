// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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

    @Override
    public void execute(List<SweepUnit> units, Trainings trainings) {
        if (units.isEmpty()) {
            return;
        }
        int atOnce = Math.min(workers, units.size());
        int threads = workers / atOnce;
        ExecutorService pool =
                Executors.newFixedThreadPool(atOnce, body -> new Thread(body, "inittrace-sweep"));
        try {
            List<Future<?>> ends = new ArrayList<>();
            units.forEach(unit -> ends.add(pool.submit(() -> trainings.train(unit, threads))));
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run could not be carried out", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pool.shutdownNow();
        }
    }
}
