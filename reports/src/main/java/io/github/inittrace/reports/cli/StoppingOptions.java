// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.study.WatchedFigure;
import io.github.inittrace.trace.EarlyStopping;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which figure ends training when it gets no better. */
final class StoppingOptions implements HeadedOptions {
    /** What every run of the command evaluates besides its training data. */
    static final List<String> SETS = List.of("test");

    @Option(
            names = "--stop-early",
            paramLabel = "FIGURE",
            description =
                    "Stop training once a loss or an accuracy has not become better for some epochs,"
                            + " such as validation.test.loss. Default: never.")
    private @Nullable String figure;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "For how many epochs, with --stop-early. Default: 5.")
    private @Nullable Integer patience;

    @Option(
            names = "--min-change",
            paramLabel = "X",
            description =
                    "By more than how much the figure has to become better, with --stop-early; an"
                            + " accuracy goes from 0 to 1. Default: 0.")
    private @Nullable Double minChange;

    /**
     * What stops training.
     *
     * @return null for nothing
     * @throws UsageException if an option is given without the figure
     * @throws IllegalArgumentException if one is out of range, or there is no such figure
     */
    @Nullable EarlyStopping stopping() throws UsageException {
        if (figure == null) {
            if (patience != null || minChange != null) {
                throw new UsageException(
                        "--patience and --min-change go with a figure: expected --stop-early FIGURE,"
                                + " found none");
            }
            return null;
        }
        WatchedFigure.of(figure, SETS);
        EarlyStopping stopping = EarlyStopping.on(figure);
        if (patience != null) {
            stopping = stopping.patience(patience);
        }
        return minChange == null ? stopping : stopping.minChange(minChange);
    }

    @Override
    public String heading() {
        return "Early stopping:";
    }
}
