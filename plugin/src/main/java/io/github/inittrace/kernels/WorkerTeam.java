// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the tasks of one phase after another. A step of training has two phases of
 * some tens of microseconds to a millisecond each, far too short for an executor's queue.
 *
 * <p>Tasks are numbered through all phases by one ticket counter. Opening a phase publishes its
 * tasks and raises the limit; whoever takes a ticket below the limit runs that task. The caller
 * works too, and waits only for tasks that somebody has taken, so a worker that the machine has put
 * aside delays nothing but the task it holds. Workers spin for a moment after a phase, since the
 * next is near, then sleep: on a shared machine a spinning thread takes a core from its neighbours.
 *
 * <p>Which thread runs a task never shows in a result: tasks write to places of their own.
 */
public final class WorkerTeam implements AutoCloseable {

    /** One task of a phase: its number in the phase, and the thread's number in the team. */
    public interface Task {
        void run(int task, int worker);
    }

    private static final int SPINS = 20_000;

    private final Thread[] threads;
    private final AtomicLong tickets = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();
    private volatile long limit;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    // Written before limit is raised and read after it was seen raised.
    private long firstTicket;
    private Task task = (t, w) -> {};

    private boolean shares = true;

    /**
     * Starts a team.
     *
     * @param workers how many threads work, the calling one included
     * @param kernels prepares each thread for its products
     * @throws IllegalArgumentException if the system has no room for so many threads
     */
    public WorkerTeam(int workers, MatrixKernels kernels) {
        threads = new Thread[workers - 1];
        try {
            for (int i = 0; i < threads.length; i++) {
                int worker = i + 1;
                threads[i] = new Thread(() -> serve(worker, kernels), "inittrace-worker-" + worker);
                threads[i].setDaemon(true);
                threads[i].start();
            }
        } catch (OutOfMemoryError e) { // which is what Java calls a limit of threads
            close();
            throw new IllegalArgumentException(
                    "cannot start "
                            + workers
                            + " training workers: "
                            + e.getMessage()
                            + "; take fewer workers",
                    e);
        }
    }

    /** How many threads work, the calling one included. */
    public int size() {
        return threads.length + 1;
    }

    /**
     * Says whether the other threads are called on from the next {@link #run} on, or the calling
     * one does all tasks by itself, which is quicker for those that are shorter than a call.
     */
    public void share(boolean shares) {
        this.shares = shares;
    }

    /**
     * Runs tasks 0 to {@code count - 1} and returns when all are done. Called by one thread only,
     * inside a {@link MatrixKernels#enterThread} of its own.
     *
     * @throws RuntimeException what a task throws, once all are done; one of them if several do
     * @throws Error likewise
     */
    public void run(int count, Task phase) {
        if (!shares) {
            for (int i = 0; i < count; i++) {
                phase.run(i, 0);
            }
            return;
        }
        long start = limit;
        firstTicket = start;
        task = phase;
        done.set(0);
        limit = start + count;
        for (int i = 0; i < Math.min(count - 1, threads.length); i++) {
            LockSupport.unpark(threads[i]);
        }
        while (takeOne(0)) {}
        for (int spins = 0; done.get() < count; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown; // a task can throw nothing else
        }
    }

    private boolean takeOne(int worker) {
        long end = limit;
        long ticket = tickets.get();
        while (ticket < end) {
            if (tickets.compareAndSet(ticket, ticket + 1)) {
                try {
                    task.run((int) (ticket - firstTicket), worker);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    done.incrementAndGet();
                }
                return true;
            }
            ticket = tickets.get();
        }
        return false;
    }

    private void serve(int worker, MatrixKernels kernels) {
        try (MatrixKernels.ThreadScope scope = kernels.enterThread()) {
            int idle = 0;
            while (!closed) {
                if (takeOne(worker)) {
                    idle = 0;
                } else if (++idle < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
        }
    }

    /** Ends the threads; a task in progress is finished first. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
