// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Trains networks of a {@linkplain MLPClassificationTrainer.Builder#stack stack} at the same time,
 * so that they share the product of their first layers.
 *
 * <pre>{@code
 * PreparedData prepared = trainerOf(1).prepare(data);
 * List<Runnable> trainings = new ArrayList<>();
 * for (long seed = 1; seed <= 50; seed++) {
 *     MLPClassificationTrainer trainer = trainerOf(seed); // ... .stack(50).seed(seed)
 *     trainings.add(() -> models.add(trainer.train(prepared)));
 * }
 * StackedTrainings.run(trainings);
 * }</pre>
 *
 * <p>Each training is what it is by itself, with its own trace, record and end, and leads to the
 * same bits. Two share a product if their trainers differ in nothing but the seed, within a stack,
 * and train on the same {@link PreparedData}; others are trained one after the other.
 */
public final class StackedTrainings {
    private static final ThreadLocal<@Nullable StackedTrainings> OWN = new ThreadLocal<>();

    /** Whoever holds it computes; all others wait for their turn, or for a pass to be made. */
    private final ReentrantLock baton = new ReentrantLock(true);

    private final Condition change = baton.newCondition();

    /** How many trainings have not ended. */
    private int running;

    private @Nullable Throwable failure;

    /** What awaits a pass. */
    private final Map<Member, Wish> wishes = new LinkedHashMap<>();

    private final List<Crew> crews = new ArrayList<>();

    private StackedTrainings(int running) {
        this.running = running;
    }

    /**
     * Runs trainings and returns when all have ended. They take turns, so that they need one
     * processor together; what they share need not be safe for threads.
     *
     * @param trainings each calls a trainer, and may do anything else
     * @throws IllegalArgumentException if the system has no room for a thread for each; those that
     *     have one are carried out
     * @throws RuntimeException what a training throws, once all have ended; the first if several do
     * @throws Error likewise
     */
    public static void run(List<? extends Runnable> trainings) {
        StackedTrainings own = new StackedTrainings(trainings.size());
        List<Thread> threads = new ArrayList<>(trainings.size());
        try {
            for (Runnable training : trainings) {
                Thread thread = new Thread(() -> own.carryOut(training), "inittrace-stack");
                thread.start();
                threads.add(thread);
            }
        } catch (OutOfMemoryError e) { // which is what Java calls a limit of threads
            throw new IllegalArgumentException(
                    "cannot start a thread for each of the "
                            + trainings.size()
                            + " networks of a stack: "
                            + e.getMessage()
                            + "; take a smaller stack or fewer workers",
                    e);
        } finally {
            for (int i = threads.size(); i < trainings.size(); i++) {
                own.carryOut(() -> {}); // One that the system gave no thread for awaits nothing.
            }
            threads.forEach(StackedTrainings::join);
            own.crews.forEach(crew -> crew.stack.close());
        }
        rethrow(own.failure);
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // What trains is stopped by its own means.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Runnable training) {
        baton.lock();
        OWN.set(this);
        try {
            training.run();
        } catch (RuntimeException | Error e) {
            failure = failure == null ? e : failure;
        } finally {
            OWN.remove();
            running--;
            change.signalAll();
            baton.unlock();
        }
    }

    /**
     * Where a network of a stack takes its steps: with the others that train now, or by itself.
     *
     * @param network laid out for the whole training
     */
    static Descent join(
            TrainingPlan plan, Network network, PreparedData data, TrainerProvenance trainer) {
        StackedTrainings own = OWN.get();
        Map<String, Provenance> settings = new HashMap<>(trainer.getConfiguredParameters());
        settings.remove("seed");
        if (own != null) {
            for (Crew crew : own.crews) {
                if (crew.takes(plan, data, settings)) {
                    return own.new Member(crew, crew.stack.lane(plan, network));
                }
            }
        }
        Crew crew = new Crew(new Stack(plan, data), data, settings);
        StackLane lane;
        try {
            lane = crew.stack.lane(plan, network);
        } catch (RuntimeException | Error e) {
            crew.stack.close();
            throw e;
        }
        if (own == null) {
            return new Single(crew.stack, lane);
        }
        own.crews.add(crew);
        crew.lanes.add(plan.stack().lane());
        return own.new Member(crew, lane);
    }

    /** Those that can share a product. */
    private static final class Crew {
        final Stack stack;
        private final PreparedData data;
        private final Map<String, Provenance> settings;
        private final List<Integer> lanes = new ArrayList<>();

        Crew(Stack stack, PreparedData data, Map<String, Provenance> settings) {
            this.stack = stack;
            this.data = data;
            this.settings = settings;
        }

        boolean takes(TrainingPlan plan, PreparedData data, Map<String, Provenance> settings) {
            if (this.data != data
                    || !this.settings.equals(settings)
                    || lanes.contains(plan.stack().lane())) {
                return false;
            }
            lanes.add(plan.stack().lane());
            return true;
        }
    }

    /** A pass that a training waits for. */
    private static final class Wish {
        final int epoch;
        final int[] order;
        final double rate;
        final Stack.Turn turn;
        boolean granted;
        @Nullable Throwable failure;

        Wish(
                int epoch,
                int[] order,
                double rate,
                StackLane lane,
                BooleanSupplier stop,
                DoubleConsumer stepped) {
            this.epoch = epoch;
            this.order = order;
            this.rate = rate;
            turn =
                    new Stack.Turn(
                            lane,
                            () -> failure != null || stop.getAsBoolean(),
                            stepped == Descent.UNHEARD ? stepped : loss -> tell(stepped, loss));
        }

        /** An error of who hears of one network ends that one's pass, and not those of the others. */
        private void tell(DoubleConsumer stepped, double loss) {
            try {
                stepped.accept(loss);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        boolean goesWith(Wish other) {
            return epoch == other.epoch && Arrays.equals(order, other.order);
        }
    }

    /** A training that takes its steps in a stack. */
    private abstract static class InStack implements Descent {
        final Stack stack;
        final StackLane lane;

        InStack(Stack stack, StackLane lane) {
            this.stack = stack;
            this.lane = lane;
        }

        @Override
        public Evaluator evaluator() {
            return stack.evaluator(lane);
        }

        @Override
        public WeightUpdate.Memory memory() {
            return lane.memory();
        }

        @Override
        public void remember(WeightUpdate.Memory memory) {
            lane.remember(memory);
        }
    }

    /** One that takes its passes with others. */
    private final class Member extends InStack {
        Member(Crew crew, StackLane lane) {
            super(crew.stack, lane);
        }

        @Override
        public Pass pass(
                int epoch, int[] order, double rate, BooleanSupplier stop, DoubleConsumer stepped) {
            Wish wish = new Wish(epoch, order, rate, lane, stop, stepped);
            wishes.put(this, wish);
            while (!wish.granted) {
                if (wishes.size() == running) {
                    grant();
                } else {
                    change.awaitUninterruptibly();
                }
            }
            rethrow(wish.failure);
            return wish.turn.result();
        }
    }

    /** Makes the pass of those that are furthest behind, so that others can join them later. */
    private void grant() {
        Map.Entry<Member, Wish> last =
                wishes.entrySet().stream()
                        .min(Comparator.comparingInt(entry -> entry.getValue().epoch))
                        .orElseThrow();
        Map<Member, Wish> granted = new LinkedHashMap<>(wishes);
        granted.entrySet()
                .removeIf(
                        entry ->
                                entry.getKey().stack != last.getKey().stack
                                        || !entry.getValue().goesWith(last.getValue()));
        Wish pass = last.getValue();
        try {
            last.getKey()
                    .stack
                    .pass(
                            granted.values().stream().map(wish -> wish.turn).toList(),
                            pass.order,
                            pass.rate);
        } catch (RuntimeException | Error e) {
            granted.values().forEach(wish -> wish.failure = e);
        }
        granted.values().forEach(wish -> wish.granted = true);
        wishes.keySet().removeAll(granted.keySet());
        change.signalAll();
    }

    /** One in a stack in which there is no other. */
    private static final class Single extends InStack {
        Single(Stack stack, StackLane lane) {
            super(stack, lane);
        }

        @Override
        public Pass pass(
                int epoch, int[] order, double rate, BooleanSupplier stop, DoubleConsumer stepped) {
            Stack.Turn turn = new Stack.Turn(lane, stop, stepped);
            stack.pass(List.of(turn), order, rate);
            return turn.result();
        }

        @Override
        public void close() {
            stack.close();
        }
    }
}
