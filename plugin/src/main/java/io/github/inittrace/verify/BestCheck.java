// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.run.BestRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.study.WatchedFigure;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the best epoch again, from the records. */
final class BestCheck {
    private final RunFolder run;
    private final Findings findings;

    BestCheck(RunFolder run, Findings findings) {
        this.run = run;
        this.findings = findings;
    }

    /**
     * Looks whether the epoch that is said to be the best is that.
     *
     * @return its record; null if none is said to be, or there is none of its index
     */
    @Nullable EpochRecord run() throws IOException {
        Optional<BestRecord> said = run.best();
        if (said.isEmpty()) {
            if (run.bestModel().isPresent()) {
                findings.note(
                        Topic.NETWORKS,
                        RunFolder.BEST,
                        "is of an epoch that no " + RunFolder.BEST_RECORD + " names");
            }
            return null;
        }
        BestRecord best = said.get();
        List<EpochRecord> epochs = run.history().epochs();
        List<String> sets =
                epochs.get(0).validation().stream().map(ValidationRecord::name).toList();
        WatchedFigure figure = WatchedFigure.of(best.figure(), sets);
        double[] values =
                epochs.stream()
                        .mapToDouble(
                                epoch ->
                                        epoch.complete()
                                                ? figure.at(run.record(), epoch)
                                                : Double.NaN)
                        .toArray();
        int index = figure.direction().best(values);
        if (index < 0) {
            findings.differs(
                    Topic.FIGURES,
                    RunFolder.BEST_RECORD,
                    best.figure() + " never is a finite number");
            return null;
        }
        EpochRecord found = epochs.get(index);
        String text = best.figure() + " is best at epoch " + found.index() + ": " + values[index];
        if (found.index() == best.epoch() && values[index] == best.value()) {
            findings.agrees(Topic.FIGURES, RunFolder.BEST_RECORD, text);
        } else {
            findings.differs(
                    Topic.FIGURES,
                    RunFolder.BEST_RECORD,
                    text + ", found epoch " + best.epoch() + ": " + best.value());
        }
        return epochs.stream().filter(e -> e.index() == best.epoch()).findFirst().orElse(null);
    }
}
