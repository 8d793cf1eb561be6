// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rates that are too high, on the slides of Boiko, and whether the alarms fire where they say. */
public final class RateVerdicts {
    /** The plan over rates. */
    public static final String RATES = "slides-rates";

    /** What says that a training goes wrong by its rate; at the usual one it must not be raised. */
    static final Set<AlarmKind> RATE_TOO_HIGH =
            EnumSet.of(
                    AlarmKind.NON_FINITE,
                    AlarmKind.DISTANCE_JUMP,
                    AlarmKind.DISTANCE_PLATEAU,
                    AlarmKind.DISTANCE_FROZEN,
                    AlarmKind.NORM_JUMP_OUT_OF_RANGE);

    /** How many iterations a plateau of the distance takes to tell: 21 records, one every ten. */
    private static final int PLATEAU = 210;

    private RateVerdicts() {}

    static List<Finding> of(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "mnist", Scale.QUICK);
        List<Finding> findings = new ArrayList<>();
        for (RecordedRun run : results.runs(RATES)) {
            RunCurves curves = results.curves(run);
            String rate = Objects.requireNonNull(run.run().settings().get("learning-rate"));
            String name = "rate " + rate;
            switch (rate) {
                case StepVerdicts.USUAL ->
                        findings.add(StepVerdicts.silent(comparison, run, curves));
                case "4" ->
                        findings.add(
                                early(
                                        comparison,
                                        name,
                                        "its maximum early; after 200 only biases move",
                                        StepVerdicts.distance(curves),
                                        200));
                case "5" -> {
                    RunCurves four = sameStart(results, run, "4");
                    findings.add(
                            earlier(
                                    comparison,
                                    name,
                                    StepVerdicts.distance(curves),
                                    four == null ? null : StepVerdicts.distance(four)));
                    RunCurves usual = sameStart(results, run, StepVerdicts.USUAL);
                    findings.add(
                            accuracy(
                                    comparison,
                                    name,
                                    accuracy(curves),
                                    four == null ? null : accuracy(four),
                                    usual == null ? null : accuracy(usual)));
                }
                default ->
                        findings.add(
                                early(
                                        comparison,
                                        name,
                                        "at once",
                                        StepVerdicts.distance(curves),
                                        20));
            }
            if (!StepVerdicts.USUAL.equals(rate)) {
                findings.add(fires(comparison, name, curves));
            }
        }
        return OverSeeds.join(findings);
    }

    /** The run with the same seed at another rate; null if it is not finished. */
    private static @Nullable RunCurves sameStart(Results results, RecordedRun run, String rate)
            throws IOException {
        String seed = run.run().settings().get("seed");
        Optional<RecordedRun> other =
                results.runs(RATES, "learning-rate", rate).stream()
                        .filter(each -> Objects.equals(seed, each.run().settings().get("seed")))
                        .findFirst();
        return other.isEmpty() ? null : results.curves(other.get());
    }

    private static Curve accuracy(RunCurves curves) {
        return Curve.of(curves, Kind.VALIDATION_ACCURACY, "test");
    }

    /**
     * Whether a distance has settled in time.
     *
     * @param due the iteration from which on it must not change
     */
    static Finding early(
            Comparison comparison, String run, String published, Curve distance, int due) {
        int settled = distance.settles(StepVerdicts.SETTLED);
        return comparison.statement(
                "",
                "the distance reaches its plateau early, " + run,
                published,
                settles(distance),
                Comparison.verdict(settled <= due, distance.last()),
                "within 0.1 % of the end from iteration " + due + " on",
                "");
    }

    /**
     * Whether the distance at rate 5 settles, and earlier than that of the same start at rate 4.
     *
     * @param four null if there is none
     */
    static Finding earlier(
            Comparison comparison, String run, Curve distance, @Nullable Curve four) {
        int settled = distance.settles(StepVerdicts.SETTLED);
        return comparison.statement(
                "",
                "the distance reaches its plateau earlier than at rate 4, " + run,
                "earlier than at rate 4",
                settles(distance) + (four == null ? "" : "; at rate 4 it " + settles(four)),
                four == null
                        ? Verdict.NOT_TESTED
                        : Comparison.verdict(
                                settled <= 200 && settled < four.settles(StepVerdicts.SETTLED),
                                distance.last(),
                                four.last()),
                "within 0.1 % of the end from iteration 200 on, and from an earlier one than at rate 4",
                "");
    }

    private static String settles(Curve distance) {
        return "settles at "
                + distance.settles(StepVerdicts.SETTLED)
                + ", "
                + Numbers.text(distance.last())
                + " away";
    }

    /**
     * Whether the accuracy at rate 5 is lost. What it falls from, the slides do not say: the usual rate
     * is what it is compared with, and rate 4 is shown beside it.
     */
    static Finding accuracy(
            Comparison comparison,
            String run,
            Curve here,
            @Nullable Curve four,
            @Nullable Curve usual) {
        double last = here.last();
        return comparison.statement(
                "",
                "the accuracy falls drastically, " + run,
                "falls drastically",
                "test accuracy "
                        + Numbers.percent(last)
                        + " at the end"
                        + beside(four, "4")
                        + beside(usual, StepVerdicts.USUAL),
                usual == null
                        ? Verdict.NOT_TESTED
                        : Comparison.verdict(
                                last < 0.2 && last < usual.last() / 2, last, usual.last()),
                "below 20 %, and below half of that at the usual rate",
                four != null && four.last() < 0.2
                        ? "lost at rate 4 as well, about which the slides say nothing"
                        : "");
    }

    private static String beside(@Nullable Curve accuracy, String rate) {
        return accuracy == null ? "" : ", " + Numbers.percent(accuracy.last()) + " at rate " + rate;
    }

    /** Whether an alarm says that the rate is too high, when the distance has come to its plateau. */
    private static Finding fires(Comparison comparison, String run, RunCurves curves) {
        List<Alarm> alarms =
                curves.alarms().stream()
                        .filter(alarm -> alarm.tensor().equals(ShapeVerdicts.MATRIX))
                        .filter(alarm -> RATE_TOO_HIGH.contains(alarm.kind()))
                        .toList();
        Curve distance = StepVerdicts.distance(curves);
        int due = distance.settles(StepVerdicts.SETTLED) + PLATEAU;
        int first = alarms.stream().mapToInt(Alarm::epoch).min().orElse(Integer.MAX_VALUE);
        return comparison.statement(
                "alarm 2",
                "an alarm says that the rate is too high, " + run,
                "a jump or a plateau of the distance says so",
                (alarms.isEmpty() ? "none" : StepVerdicts.words(alarms))
                        + "; the distance "
                        + settles(distance),
                Comparison.verdict(first <= due),
                "a jump, a plateau or a freeze in "
                        + ShapeVerdicts.MATRIX
                        + ", at the latest "
                        + PLATEAU
                        + " iterations after the distance has settled",
                "");
    }
}
