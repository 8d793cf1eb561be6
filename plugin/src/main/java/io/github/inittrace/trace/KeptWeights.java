// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.run.InvariantRecord;
import io.github.inittrace.run.MatrixFigures;
import io.github.inittrace.run.TensorShape;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Keeps the weight matrices of one run, or what they tell, at its first, its last and some records. */
final class KeptWeights {
    private final Schedule schedule;
    private final Keeper keeper;
    private int last;

    private interface Keeper {
        void keep(int epoch, WeightBuffers weights) throws IOException;
    }

    private KeptWeights(Schedule schedule, Keeper keeper, int last) {
        this.schedule = schedule;
        this.keeper = keeper;
        this.last = last;
    }

    /**
     * Keeps the matrices themselves.
     *
     * @param last the last epoch whose matrices are kept; -1 if none are
     */
    static KeptWeights matrices(Schedule schedule, RunSink sink, int last) {
        return new KeptWeights(
                schedule,
                (epoch, weights) -> {
                    List<TensorShape> shapes = weights.shapes();
                    List<double[]> matrices =
                            IntStream.range(0, shapes.size())
                                    .filter(i -> shapes.get(i).shape().size() == 2)
                                    .mapToObj(weights::last)
                                    .toList();
                    sink.append(epoch, shapes, matrices);
                },
                last);
    }

    /**
     * Keeps what of the matrices no renumbering of neurons changes.
     *
     * @param last the last epoch of which it is kept; -1 if it is of none
     */
    static KeptWeights invariants(Schedule schedule, RunSink sink, int last) {
        return new KeptWeights(
                schedule,
                (epoch, weights) -> {
                    List<TensorShape> shapes = weights.shapes();
                    List<MatrixFigures> figures =
                            IntStream.range(0, shapes.size())
                                    .filter(i -> MatrixFigures.has(shapes.get(i)))
                                    .mapToObj(i -> MatrixFigures.of(shapes.get(i), weights.last(i)))
                                    .toList();
                    sink.append(new InvariantRecord(epoch, figures));
                },
                last);
    }

    /** After a record: keeps its matrices if it is the first or it is its epoch's turn. */
    void recorded(int epoch, WeightBuffers weights) throws IOException {
        if (epoch == 0 || schedule.isDue(epoch)) {
            keep(epoch, weights);
        }
    }

    /** After the last record: keeps its matrices if they are not kept yet. */
    void ended(int epoch, WeightBuffers weights) throws IOException {
        if (last != epoch) {
            keep(epoch, weights);
        }
    }

    private void keep(int epoch, WeightBuffers weights) throws IOException {
        last = epoch;
        keeper.keep(epoch, weights);
    }
}
