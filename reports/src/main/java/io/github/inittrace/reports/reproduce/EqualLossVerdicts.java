// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.measure.PowerLaw;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.study.LossLevel;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How far matrices have moved at an equal loss, by width: a claim of arXiv:2012.02550 whose numbers
 * are not known here.
 */
public final class EqualLossVerdicts {
    /** The plan over widths. */
    public static final String PLAN = "equal-loss";

    /** The mean over the last 100 minibatches is known from here on. */
    private static final int FIRST_STEP = 100;

    private EqualLossVerdicts() {}

    /** The lowest level that every run came down to, and none at once; none if there is no such. */
    public static OptionalDouble level(List<Width> widths) {
        List<RunSummary> runs = widths.stream().flatMap(w -> w.runs().stream()).toList();
        return runs.stream()
                .flatMap(run -> run.levels().stream())
                .map(LossLevel::level)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .filter(level -> runs.stream().allMatch(run -> comesDownTo(run, level)))
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    private static boolean comesDownTo(RunSummary run, double level) {
        return run.levels().stream()
                .anyMatch(reached -> reached.level() == level && reached.step() > FIRST_STEP);
    }

    /** The weight matrices of all runs. */
    public static List<String> matrices(List<Width> widths) {
        Set<String> names = new LinkedHashSet<>();
        widths.forEach(width -> width.runs().forEach(run -> names.addAll(run.matrices())));
        return List.copyOf(names);
    }

    /** How the mean change of a matrix at a level goes with the width; none for one width. */
    public static Optional<PowerLaw> law(List<Width> widths, double level, String matrix) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (Width width : widths) {
            for (RunSummary run : width.runs()) {
                x.add((double) width.units());
                y.add(run.at(level, Kind.MEAN_ABS_RATIO, matrix));
            }
        }
        return PowerLaw.of(
                x.stream().mapToDouble(Double::doubleValue).toArray(),
                y.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static List<Finding> of(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "hasyv2", Scale.FULL);
        List<Width> widths = Width.of(results.summary(PLAN));
        OptionalDouble level = level(widths);
        List<Finding> findings = new ArrayList<>();
        for (String matrix : matrices(widths)) {
            PowerLaw law =
                    level.isEmpty() ? null : law(widths, level.getAsDouble(), matrix).orElse(null);
            findings.add(
                    comparison.statement(
                            "C4",
                            "at an equal loss, " + matrix + " moves less, the wider the network",
                            "the mean deviation falls with the width (no exponent)",
                            law == null
                                    ? "no level of the loss was reached by all"
                                    : "at a loss of "
                                            + level.getAsDouble()
                                            + ", mean |w − w₀| / mean |w₀| goes with the width to the"
                                            + " power of "
                                            + Numbers.text(law.exponent())
                                            + " (95 %: "
                                            + Numbers.text(law.low())
                                            + " to "
                                            + Numbers.text(law.high())
                                            + ")",
                            law == null ? Verdict.NOT_TESTED : Comparison.verdict(law.high() < 0),
                            "the whole 95 % interval of the exponent lies below 0",
                            ""));
        }
        return findings;
    }
}
