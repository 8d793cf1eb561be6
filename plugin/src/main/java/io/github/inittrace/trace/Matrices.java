// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Keeps the weight matrices of one run at its first, its last and some other records. */
final class Matrices {
    private final Schedule schedule;
    private final RunSink sink;
    private int last;

    /**
     * Gets ready.
     *
     * @param last the last epoch whose matrices are kept; -1 if none are
     */
    Matrices(Schedule schedule, RunSink sink, int last) {
        this.schedule = schedule;
        this.sink = sink;
        this.last = last;
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
        List<double[]> matrices =
                IntStream.range(0, weights.shapes().size())
                        .filter(i -> weights.shapes().get(i).shape().size() == 2)
                        .mapToObj(weights::last)
                        .toList();
        sink.append(epoch, weights.shapes(), matrices);
    }
}
