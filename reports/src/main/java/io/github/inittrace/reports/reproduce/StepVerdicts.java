// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Distance and norm step by step at the usual rate, on the slides of Boiko. */
public final class StepVerdicts {
    /** The plan of the usual rate. */
    public static final String STEPS = "slides-steps";

    /** The plan of a new network for each number of steps. */
    public static final String FRESH = "slides-fresh";

    /** The plan of frozen parameters. */
    public static final String FROZEN = "slides-frozen";

    /** A distance has settled where it stays within this part of its end. */
    static final double SETTLED = 0.001;

    /** How many iterations the published networks were trained for, but where the slides say else. */
    static final int ITERATIONS = 1000;

    /** The rate at which the slides show that all is well. */
    static final String USUAL = "0.5";

    private StepVerdicts() {}

    static List<Finding> steps(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "mnist", Scale.QUICK);
        List<Finding> findings = new ArrayList<>();
        for (RecordedRun run : results.runs(STEPS)) {
            RunCurves curves = results.curves(run);
            findings.add(falling(comparison, distance(curves)));
            findings.add(dip(comparison, norm(curves)));
            findings.add(silent(comparison, run, curves));
        }
        return OverSeeds.join(findings);
    }

    static Finding falling(Comparison comparison, Curve distance) {
        List<Double> quarters = new ArrayList<>();
        int last = distance.epochs()[distance.epochs().length - 1];
        for (int quarter = 1; quarter <= 4; quarter++) {
            quarters.add(
                    distance.at(last * quarter / 4 / 10 * 10)
                            - distance.at(last * (quarter - 1) / 4 / 10 * 10));
        }
        boolean isFalling = true;
        for (int i = 1; i < quarters.size(); i++) {
            isFalling &= quarters.get(i) > 0 && quarters.get(i) < quarters.get(i - 1);
        }
        return comparison.statement(
                "",
                "the distance grows, slower and slower",
                "grows with a falling rate (by eye)",
                "by "
                        + quarters.stream().map(Numbers::text).collect(Collectors.joining(", "))
                        + " in the four quarters",
                Comparison.verdict(
                        isFalling, quarters.stream().mapToDouble(Double::doubleValue).toArray()),
                "by less in every quarter, and more than 0",
                "");
    }

    private static Finding dip(Comparison comparison, Curve norm) {
        int lowest = norm.lowest();
        int last = norm.epochs()[norm.epochs().length - 1];
        boolean isInside = lowest >= 250 && lowest <= 750;
        return comparison.statement(
                "",
                "the norm has a minimum about half-way",
                "a sharp start, a minimum at about 500 of 1000, then linear growth (by eye)",
                "lowest at "
                        + lowest
                        + ": from "
                        + Numbers.text(norm.at(0))
                        + " to "
                        + Numbers.text(norm.at(lowest))
                        + ", "
                        + Numbers.text(norm.at(last))
                        + " at "
                        + last,
                Comparison.verdict(isInside, norm.at(lowest), norm.last()),
                "lowest between 250 and 750",
                "the range of the start is ours");
    }

    /** What the runs of a plan at the usual rate say of alarms. */
    static List<Finding> silent(Comparison comparison, Results results, String plan)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (RecordedRun run : results.runs(plan, "learning-rate", USUAL)) {
            findings.add(silent(comparison, run, results.curves(run)));
        }
        return OverSeeds.join(findings);
    }

    /** Whether a training that goes well raises no alarm. */
    static Finding silent(Comparison comparison, RecordedRun run, RunCurves curves) {
        List<Alarm> alarms =
                curves.alarms().stream()
                        .filter(
                                alarm ->
                                        alarm.severity() != Severity.NOTICE
                                                || RateVerdicts.RATE_TOO_HIGH.contains(
                                                        alarm.kind()))
                        .toList();
        Finding finding =
                comparison.statement(
                        "alarms 1, 2",
                        "no alarm at the usual rate, " + DistanceVerdicts.start(run),
                        "none",
                        alarms.isEmpty() ? "none" : words(alarms),
                        new TrainingLength(curves.lastEpoch(), ITERATIONS)
                                .lasting(Comparison.verdict(alarms.isEmpty())),
                        "in no tensor a warning, a failure or a plateau of the distance");
        boolean isOfBiases =
                !alarms.isEmpty()
                        && alarms.stream().allMatch(alarm -> alarm.tensor().endsWith(".bias"));
        return isOfBiases
                ? finding.remarked("biases move by one gradient for a whole layer here")
                : finding;
    }

    static List<Finding> fresh(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "mnist", Scale.MEDIUM);
        Curve one = distance(results.curves(results.runs(STEPS).get(0)));
        Curve oneNorm = norm(results.curves(results.runs(STEPS).get(0)));
        double largest = 0;
        double scatter = 0;
        double lowest = Double.POSITIVE_INFINITY;
        int at = 0;
        for (RecordedRun run : results.runs(FRESH)) {
            RunCurves curves = results.curves(run);
            int steps = curves.lastEpoch();
            double relative = Math.abs(distance(curves).last() - one.at(steps)) / one.at(steps);
            largest = Math.max(largest, relative);
            scatter = Math.max(scatter, Math.abs(norm(curves).last() - oneNorm.at(steps)));
            if (norm(curves).last() < lowest) {
                lowest = norm(curves).last();
                at = steps;
            }
        }
        double fall = oneNorm.at(0) - oneNorm.at(oneNorm.lowest());
        return List.of(
                comparison.statement(
                        "",
                        "new networks lie on the curve of the distance of one network",
                        "the same curve, rougher (by eye)",
                        results.runs(FRESH).size()
                                + " networks, at most "
                                + Numbers.text(100 * largest)
                                + " % off",
                        Comparison.verdict(largest <= 0.2, largest),
                        "at most 20 % off",
                        ""),
                comparison.statement(
                        "",
                        "their norms are scattered far more than that of one network falls",
                        "minimum also at about 500, but far more scattered (by eye)",
                        "lowest at "
                                + at
                                + "; up to "
                                + Numbers.text(scatter)
                                + " off one network, whose norm falls by "
                                + Numbers.text(fall),
                        Comparison.verdict(scatter > fall, scatter, fall),
                        "scatter larger than the fall",
                        "so that where the lowest lies is chance"));
    }

    static List<Finding> frozen(Results results) throws IOException {
        Map<String, List<RunCurves>> byFrozen = new LinkedHashMap<>();
        for (RecordedRun run : results.runs(FROZEN)) {
            String frozen = Objects.requireNonNull(run.run().settings().get("freeze"));
            byFrozen.computeIfAbsent(frozen, some -> new ArrayList<>()).add(results.curves(run));
        }
        List<Finding> findings = new ArrayList<>();
        byFrozen.forEach((frozen, runs) -> findings.add(frozen(frozen, runs)));
        return findings;
    }

    private static Finding frozen(String frozen, List<RunCurves> runs) {
        String tensor =
                frozen.contains(ShapeVerdicts.MATRIX) ? "output.weight" : ShapeVerdicts.MATRIX;
        int end = runs.get(0).lastEpoch();
        double[] half = new double[runs.size()];
        double[] last = new double[runs.size()];
        double[] accuracy = new double[runs.size()];
        int settled = 0;
        for (int i = 0; i < last.length; i++) {
            Curve distance = Curve.of(runs.get(i), Kind.DISTANCE, tensor);
            half[i] = distance.at(end / 2 / 10 * 10);
            last[i] = distance.last();
            accuracy[i] = 100 * Curve.of(runs.get(i), Kind.VALIDATION_ACCURACY, "test").last();
            settled += distance.settles(SETTLED) <= end / 2 ? 1 : 0;
        }
        return new Finding(
                "",
                "does the distance still converge with " + frozen + " frozen?",
                "an open question, without data",
                "distance of "
                        + tensor
                        + " "
                        + spread(half)
                        + " at "
                        + end / 2
                        + ", "
                        + spread(last)
                        + " at "
                        + end
                        + ": "
                        + (last.length > 1
                                ? "settled in " + settled + " of " + last.length + " networks"
                                : settled == 1 ? "settled" : "still growing")
                        + "; test accuracy "
                        + spread(accuracy)
                        + " %",
                Verdict.NOT_TESTED,
                "nothing to agree with",
                "settled: within 0.1 % over the second half");
    }

    /** A value, or the mean of several and their standard deviation. */
    private static String spread(double[] values) {
        Statistics statistics = Statistics.of(values);
        return Numbers.text(statistics.mean())
                + (values.length == 1 ? "" : " ± " + Numbers.rough(statistics.deviation()));
    }

    /** The distance of the first matrix. */
    static Curve distance(RunCurves curves) {
        return Curve.of(curves, Kind.DISTANCE, ShapeVerdicts.MATRIX);
    }

    private static Curve norm(RunCurves curves) {
        return Curve.of(curves, Kind.NORM, ShapeVerdicts.MATRIX);
    }

    /** Alarms with their tensors and iterations. */
    static String words(List<Alarm> alarms) {
        return alarms.stream()
                .map(a -> a.kind().id() + " in " + a.tensor() + " at " + a.epoch())
                .collect(Collectors.joining(", "));
    }
}
