// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.KeyFigure;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.RunVerdict;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * A figure of a run beside that of its baseline, in words.
 *
 * @param label what it is
 * @param value the run's
 * @param baseline the baseline's
 * @param difference how they differ; empty where one has none
 */
public record BaselineComparison(String label, String value, String baseline, String difference) {
    /**
     * The verdicts and the figures that say most, side by side.
     *
     * @param run a run
     * @param baseline the run to compare with
     */
    public static List<BaselineComparison> of(NamedRun run, NamedRun baseline) {
        List<BaselineComparison> rows = new ArrayList<>();
        String own = RunVerdict.of(run.run(), run.history()).status().word();
        String old = RunVerdict.of(baseline.run(), baseline.history()).status().word();
        rows.add(new BaselineComparison("verdict", own, old, own.equals(old) ? "equal" : ""));
        rows.add(count("epochs", run.history().last().index(), baseline.history().last().index()));
        rows.add(
                count("alarms", run.history().alarms().size(), baseline.history().alarms().size()));
        List<KeyFigure> figures = KeyFigure.of(run);
        List<KeyFigure> before = KeyFigure.asOf(baseline, run);
        for (int i = 0; i < figures.size(); i++) {
            KeyFigure figure = figures.get(i);
            KeyFigure same = before.get(i);
            rows.add(
                    new BaselineComparison(
                            figure.label(), figure.text(), same.text(), figure.against(same)));
        }
        return rows;
    }

    private static BaselineComparison count(String label, int value, int baseline) {
        int more = value - baseline;
        return new BaselineComparison(
                label,
                Numbers.count(value),
                Numbers.count(baseline),
                more == 0 ? "equal" : (more > 0 ? "+" : "−") + Numbers.count(Math.abs(more)));
    }
}
