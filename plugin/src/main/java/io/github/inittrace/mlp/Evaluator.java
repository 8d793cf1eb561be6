// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.WorkerTeam;
import io.github.inittrace.lifecycle.DeadUnits;
import io.github.inittrace.lifecycle.Evaluation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the loss and accuracy of a network, with the workers that also train it. */
final class Evaluator {
    private static final int ROWS = 16 * Batch.SLICE;

    private final WorkerTeam team;
    private final Batch.Scratch[] scratch;
    private final Network network;
    private final boolean sparse;
    private final Loss lossOf;

    /** By their rows: the full one, and the last of every set, whose sizes stay the same. */
    private final Map<Integer, Batch> batches = new HashMap<>();

    /** One for examples all of which, or none, have sparse rows. */
    Evaluator(Network network, WorkerTeam team, Loss lossOf, boolean sparse) {
        this.network = network;
        this.sparse = sparse;
        this.lossOf = lossOf;
        this.team = team;
        scratch = Batch.Scratch.forEach(team, batch(ROWS));
    }

    private Batch batch(int rows) {
        return batches.computeIfAbsent(rows, n -> new Batch(network, n, false, sparse));
    }

    /**
     * What one pass over some examples found.
     *
     * @param deadUnits the dead units of every hidden layer; null where no unit can be dead
     */
    record Result(Evaluation evaluation, @Nullable List<DeadUnits> deadUnits) {}

    /**
     * Evaluates some examples; each counts with its weight.
     *
     * @param order which of the examples, by index
     */
    Evaluation evaluate(String name, LaidOutExamples examples, int[] order) {
        return evaluate(name, examples, order, null);
    }

    /** As {@link #evaluate}, and looks which hidden units fire for any of the examples. */
    Result evaluateWithUnits(String name, LaidOutExamples examples, int[] order) {
        if (network.activation != Activation.RELU) {
            return new Result(evaluate(name, examples, order), null);
        }
        DeadUnitDetector[] silent = new DeadUnitDetector[team.size()];
        for (int i = 0; i < silent.length; i++) {
            silent[i] = new DeadUnitDetector(network);
        }
        Evaluation evaluation = evaluate(name, examples, order, silent);
        return new Result(evaluation, DeadUnitDetector.dead(silent));
    }

    private Evaluation evaluate(
            String name,
            LaidOutExamples examples,
            int[] order,
            DeadUnitDetector @Nullable [] silent) {
        try (MatrixKernels.ThreadScope thread = network.kernels.enterThread()) {
            return inThread(name, examples, order, silent);
        }
    }

    private Evaluation inThread(
            String name,
            LaidOutExamples examples,
            int[] order,
            DeadUnitDetector @Nullable [] silent) {
        double loss = 0.0;
        double correct = 0.0;
        double dead = 0.0;
        double weight = 0.0;
        for (int start = 0; start < order.length; start += ROWS) {
            int rows = Math.min(ROWS, order.length - start);
            Batch part = batch(rows);
            int from = start;
            team.run(
                    part.sliceCount(),
                    (index, worker) -> {
                        Batch.Slice slice = part.slice(index);
                        slice.begin(examples.rows, order, from, scratch[worker]);
                        slice.forward(scratch[worker]);
                        if (silent != null) {
                            slice.look(silent[worker], scratch[worker]);
                        }
                        slice.score(examples, order, from, lossOf, scratch[worker]);
                    });
            loss += part.lossSum();
            correct += part.correctSum();
            dead += part.deadSum();
            for (int i = start; i < start + rows; i++) {
                weight += examples.weights[order[i]];
            }
        }
        return new Evaluation(
                name,
                order.length,
                loss / weight,
                correct / weight,
                lossOf.canLoseExamples() ? dead / weight : null);
    }
}
