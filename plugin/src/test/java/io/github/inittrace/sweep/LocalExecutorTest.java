// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The executor of this process. */
class LocalExecutorTest {
    /** What still trains writes to the sweep's folder, which must not be given away before. */
    @Test
    void execute_interrupted_returnsWhenAllHaveEndedAndKeepsTheInterrupt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        AtomicBoolean wasInterrupted = new AtomicBoolean();
        AtomicBoolean isInterruptedAfter = new AtomicBoolean();
        Executor.Trainings trainings =
                new NoneElsewhere() {
                    @Override
                    public void train(SweepUnit unit, int threads) {
                        begun.countDown();
                        try {
                            mayEnd.await();
                        } catch (InterruptedException e) {
                            wasInterrupted.set(true);
                        }
                        ended.incrementAndGet();
                    }
                };
        AtomicInteger endedAtReturn = new AtomicInteger(-1);
        Thread caller =
                new Thread(
                        () -> {
                            new LocalExecutor(1).execute(List.of(unit("a"), unit("b")), trainings);
                            endedAtReturn.set(ended.get());
                            isInterruptedAfter.set(Thread.currentThread().isInterrupted());
                        });
        caller.start();
        begun.await();
        caller.interrupt();
        mayEnd.countDown();
        caller.join();
        assertThat(endedAtReturn).hasValue(2);
        assertThat(wasInterrupted).isFalse();
        assertThat(isInterruptedAfter).isTrue();
    }

    @Test
    void execute_aUnitThrows_carriesOutTheOthersAndThrowsIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        List<String> trained = Collections.synchronizedList(new ArrayList<>());
        IllegalArgumentException bug = new IllegalArgumentException("a bug");
        Executor.Trainings trainings =
                new NoneElsewhere() {
                    @Override
                    public void train(SweepUnit unit, int threads) {
                        String name = unit.runs().get(0).name();
                        if (name.equals("bad")) {
                            throw bug;
                        }
                        try {
                            // Long enough for whoever would end it now.
                            never.await(200, TimeUnit.MILLISECONDS);
                            trained.add(name);
                        } catch (InterruptedException e) {
                            trained.add(name + " was interrupted");
                        }
                    }
                };
        assertThatThrownBy(
                        () ->
                                new LocalExecutor(2)
                                        .execute(
                                                List.of(unit("bad"), unit("b"), unit("c")),
                                                trainings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a run could not be carried out")
                .hasCause(bug);
        assertThat(trained).containsExactlyInAnyOrder("b", "c");
    }

    private static SweepUnit unit(String name) {
        return new SweepUnit(List.of(new SweepRun(name, Map.of(), name)));
    }

    /** Trainings all of which are trained here. */
    private abstract static class NoneElsewhere implements Executor.Trainings {
        @Override
        public String job(SweepRun run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isStopRequested() {
            return false;
        }

        @Override
        public Path folder(SweepRun run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean ended(SweepRun run, @Nullable String failure) {
            throw new UnsupportedOperationException();
        }
    }
}
