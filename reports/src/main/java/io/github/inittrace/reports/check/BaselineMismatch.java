// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.SharedData;
import java.util.ArrayList;
import java.util.List;

/** In what a baseline is so unlike a run that comparing them says little. Stateless. */
public final class BaselineMismatch {
    private BaselineMismatch() {}

    /** A sentence for other data, each set of it, and for another number of epochs. */
    public static List<String> sentences(NamedRun run, NamedRun baseline) {
        List<String> sentences = new ArrayList<>();
        int own = run.history().last().index();
        int others = baseline.history().last().index();
        if (own != others) {
            sentences.add(
                    "the last epoch of the run is "
                            + own
                            + ", that of the baseline "
                            + others
                            + ", so their last figures are of trainings of different lengths");
        }
        SharedData.groups(List.of(run.run(), baseline.run()))
                .forEach(
                        (set, groups) -> {
                            if (groups.size() > 1) {
                                sentences.add(
                                        "run and baseline do not share their "
                                                + set
                                                + " data, so their figures on it cannot be"
                                                + " compared");
                            }
                        });
        return sentences;
    }
}
