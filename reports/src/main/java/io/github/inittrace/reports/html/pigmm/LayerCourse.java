// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import io.github.inittrace.ensemble.EnsembleAnalysis;
import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.ensemble.NetworkEnsemble;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A layer as the page shows it.
 *
 * @param index its number on the page, from 1
 * @param states its states by epoch, at least one
 */
record LayerCourse(int index, List<LayerState> states) {

    static List<LayerCourse> all(EnsembleAnalysis analysis) {
        List<LayerCourse> all = new ArrayList<>();
        for (List<LayerState> states : analysis.layers().values()) {
            all.add(new LayerCourse(all.size() + 1, states));
        }
        return all;
    }

    LayerState first() {
        return states.get(0);
    }

    LayerState last() {
        return states.get(states.size() - 1);
    }

    /** Whether there is a way from one epoch to another. */
    boolean hasCourse() {
        return states.size() > 1;
    }

    /** Name and shape. */
    String title() {
        return last().layer() + ", " + last().rows() + " × " + last().columns();
    }

    /** The epoch of a state in words, to stand behind a comma or a bracket. */
    static String at(LayerState state) {
        return state.epoch() == NetworkEnsemble.NO_EPOCH ? "as given" : "epoch " + state.epoch();
    }

    /** A line over the epochs. */
    Series series(String name, LineStyle style, ToDoubleFunction<LayerState> of) {
        return new Series(
                name,
                style,
                states.stream().mapToDouble(LayerState::epoch).toArray(),
                states.stream().mapToDouble(of).toArray());
    }
}
