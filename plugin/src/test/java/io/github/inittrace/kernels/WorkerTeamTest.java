// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerTeamTest {
    private static final MatrixKernels KERNELS = new PlainKernels();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void run_anyCount_runsEveryTaskOnceAndReturnsWhenAllAreDone(int workers) {
        try (WorkerTeam team = new WorkerTeam(workers, KERNELS)) {
            assertThat(team.size()).isEqualTo(workers);
            for (int count : new int[] {0, 1, 2, 7, 100, 1000, 3, 0, 1}) {
                int[] runs = new int[count];
                team.run(count, (task, worker) -> runs[task]++);
                assertThat(runs).containsOnly(count == 0 ? new int[0] : new int[] {1});
            }
        }
    }

    @Test
    void run_oneWorker_takesTasksInOrderOnTheCallingThread() {
        try (WorkerTeam team = new WorkerTeam(1, KERNELS)) {
            Thread caller = Thread.currentThread();
            StringBuilder order = new StringBuilder();
            team.run(
                    5,
                    (task, worker) -> {
                        assertThat(Thread.currentThread()).isSameAs(caller);
                        assertThat(worker).isZero();
                        order.append(task);
                    });
            assertThat(order).hasToString("01234");
        }
    }

    @Test
    void share_no_leavesAllTasksToTheCallingThreadUntilYes() {
        try (WorkerTeam team = new WorkerTeam(3, KERNELS)) {
            team.share(false);
            Thread caller = Thread.currentThread();
            StringBuilder order = new StringBuilder();
            team.run(
                    5,
                    (task, worker) -> {
                        assertThat(Thread.currentThread()).isSameAs(caller);
                        order.append(task).append(worker);
                    });
            assertThat(order).hasToString("0010203040");

            team.share(true);
            CountDownLatch all = new CountDownLatch(3);
            team.run(
                    3,
                    (task, worker) -> {
                        all.countDown();
                        await(all);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void run_manyShortPhases_eachSeesWhatTheLastWrote(int workers) {
        try (WorkerTeam team = new WorkerTeam(workers, KERNELS)) {
            long[] now = new long[13];
            long[] next = new long[13];
            for (int phase = 0; phase < 20_000; phase++) {
                long[] from = phase % 2 == 0 ? now : next;
                long[] to = phase % 2 == 0 ? next : now;
                // Every task reads places that other threads have written in the phase before.
                team.run(
                        13, (task, worker) -> to[task] = Math.max(from[task], from[12 - task]) + 1);
            }
            assertThat(now).containsOnly(20_000);
        }
    }

    @Test
    void run_tasksThatWaitForEachOther_areRunByDifferentWorkers() {
        try (WorkerTeam team = new WorkerTeam(3, KERNELS)) {
            for (int round = 0; round < 50; round++) {
                CountDownLatch all = new CountDownLatch(3);
                AtomicIntegerArray workers = new AtomicIntegerArray(3);
                team.run(
                        3,
                        (task, worker) -> {
                            all.countDown();
                            await(all);
                            workers.incrementAndGet(worker);
                        });
                assertThat(workers).hasToString("[1, 1, 1]");
            }
        }
    }

    @Test
    void run_afterAPause_wakesTheWorkers() throws InterruptedException {
        try (WorkerTeam team = new WorkerTeam(2, KERNELS)) {
            for (int round = 0; round < 5; round++) {
                TimeUnit.MILLISECONDS.sleep(30); // long enough for a worker to fall asleep
                CountDownLatch both = new CountDownLatch(2);
                team.run(
                        2,
                        (task, worker) -> {
                            both.countDown();
                            await(both);
                        });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void run_aTaskThrows_runsTheOthersAndThrowsItAndServesOn(int workers) {
        try (WorkerTeam team = new WorkerTeam(workers, KERNELS)) {
            for (int round = 0; round < 200; round++) {
                int bad = round % 9;
                AtomicInteger ran = new AtomicInteger();
                IllegalArgumentException thrown = new IllegalArgumentException("no " + bad);
                assertThatThrownBy(
                                () ->
                                        team.run(
                                                9,
                                                (task, worker) -> {
                                                    ran.incrementAndGet();
                                                    if (task == bad) {
                                                        throw thrown;
                                                    }
                                                }))
                        .isSameAs(thrown);
                assertThat(ran).hasValue(9);

                int[] after = new int[4];
                team.run(4, (task, worker) -> after[task] = task);
                assertThat(after).containsExactly(0, 1, 2, 3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void run_everyTaskThrows_throwsOneAndNoneLater(int workers) {
        try (WorkerTeam team = new WorkerTeam(workers, KERNELS)) {
            assertThatThrownBy(
                            () ->
                                    team.run(
                                            50,
                                            (task, worker) -> {
                                                throw new IllegalArgumentException("no");
                                            }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no");
            team.run(50, (task, worker) -> {});
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void run_memoryRunsOut_throwsTheErrorItself(int workers) {
        try (WorkerTeam team = new WorkerTeam(workers, KERNELS)) {
            OutOfMemoryError error = new OutOfMemoryError("made up");
            assertThatThrownBy(
                            () ->
                                    team.run(
                                            2,
                                            (task, worker) -> {
                                                throw error;
                                            }))
                    .isSameAs(error);
        }
    }

    @Test
    void teams_ofManyThreads_doNotMixTheirTasks() {
        List<CompletableFuture<Void>> callers =
                IntStream.range(0, 4)
                        .mapToObj(caller -> CompletableFuture.runAsync(() -> sums(caller)))
                        .toList();
        callers.forEach(CompletableFuture::join);
    }

    private static void sums(int caller) {
        try (WorkerTeam team = new WorkerTeam(3, KERNELS)) {
            long[] sums = new long[17];
            for (int phase = 0; phase < 2000; phase++) {
                team.run(1 + phase % 17, (task, worker) -> sums[task] += caller);
            }
            long phases = Arrays.stream(sums).sum();
            assertThat(phases)
                    .isEqualTo(IntStream.range(0, 2000).map(p -> 1 + p % 17).sum() * (long) caller);
        }
    }

    @Test
    void of_moreThreadsThanThereCanBe_saysSoAndEndsThoseStarted() {
        AtomicInteger entered = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(2);
        try (ThreadLimit limit = ThreadLimit.of(2)) {
            assertThatThrownBy(() -> new WorkerTeam(5, new CountingKernels(entered, left)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "cannot start 5 training workers: "
                                    + ThreadLimit.MESSAGE
                                    + "; take fewer workers");
        }
        await(left);
        assertThat(entered).hasValue(2);
    }

    @Test
    void close_endsEveryWorkerInItsOwnScope() {
        AtomicInteger entered = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(3);
        WorkerTeam team = new WorkerTeam(4, new CountingKernels(entered, left));
        team.run(100, (task, worker) -> {});
        team.close();
        await(left);
        assertThat(entered).hasValue(3);
        // Whoever calls can always do the work alone.
        int[] runs = new int[10];
        team.run(10, (task, worker) -> runs[task]++);
        assertThat(runs).containsOnly(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts the threads that enter, and those that leave again. */
    private record CountingKernels(AtomicInteger entered, CountDownLatch left)
            implements MatrixKernels {
        @Override
        public ThreadScope enterThread() {
            entered.incrementAndGet();
            Thread entering = Thread.currentThread();
            return () -> {
                assertThat(Thread.currentThread()).isSameAs(entering);
                left.countDown();
            };
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String instructionSet() {
            return "none";
        }

        @Override
        public Arena openArena() {
            return KERNELS.openArena();
        }

        @Override
        public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {}

        @Override
        public void multiplyByTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {}

        @Override
        public void addTransposedProduct(
                float alpha, FloatMatrix a, FloatMatrix b, FloatMatrix c) {}

        @Override
        public void transposedProduct(FloatMatrix a, FloatMatrix b, FloatMatrix c) {}
    }
}
