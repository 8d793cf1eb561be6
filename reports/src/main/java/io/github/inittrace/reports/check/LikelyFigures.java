// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.reports.check.FigurePath.UnknownFigureException;
import io.github.inittrace.run.EpochRecord;
import java.util.ArrayList;
import java.util.List;

/** What somebody may have meant by half a path: {@code accuracy}, {@code test.loss}. Stateless. */
final class LikelyFigures {
    private static final int MOST = 3;
    private static final List<String> BEGINNINGS =
            List.of("validation.", "total.", "tensors.", "deadUnits.", "marks.", "run.");

    private LikelyFigures() {}

    /** The figures that a record has and that end with a text; none if nothing comes to mind. */
    static List<String> of(String text, NamedRun run, EpochRecord record) {
        List<String> candidates = new ArrayList<>();
        record.validation().forEach(set -> candidates.add("validation." + set.name() + "." + text));
        candidates.add("epochEnd" + Character.toUpperCase(text.charAt(0)) + text.substring(1));
        BEGINNINGS.forEach(beginning -> candidates.add(beginning + text));
        return candidates.stream()
                .filter(path -> hasValue(new FigurePath(path), run, record))
                .limit(MOST)
                .toList();
    }

    private static boolean hasValue(FigurePath figure, NamedRun run, EpochRecord record) {
        try {
            return figure.find(run, record) != null;
        } catch (UnknownFigureException e) {
            return false;
        }
    }
}
