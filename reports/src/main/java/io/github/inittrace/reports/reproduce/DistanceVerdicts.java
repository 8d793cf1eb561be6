// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.FDistribution;

/** The tables of distances on the slides of Boiko. */
public final class DistanceVerdicts {
    /** The plan over starts and rates. */
    public static final String DISTANCE = "slides-distance";

    /** The plan of the network that is trained on. */
    public static final String LONGER = "slides-longer";

    /** The plan of networks that differ in the seed only. */
    public static final String REPEATABILITY = "slides-repeatability";

    private static final String INFERRED =
            "the slides do not print range and activation; these are ours";

    /**
     * A published distance of the first matrix.
     *
     * @param init its start
     * @param rate the learning rate
     * @param distance as printed
     */
    public record Published(String init, String rate, double distance) {}

    /** The printed table. */
    public static final List<Published> TABLE =
            List.of(
                    new Published("UNIFORM", "0.5", 11.398),
                    new Published("UNIFORM", "2", 19.431),
                    new Published("NORMAL", "0.5", 19.27),
                    new Published("NORMAL", "2", 19.674));

    private static final String SELECTED =
            "activation, start and rate were chosen as the nearest to this very table of 44"
                    + " combinations, so that some closeness is selection";

    /**
     * The published distances of a tensor over seeds.
     *
     * @param tensor its name
     * @param mean the mean of the nine rows that are printed
     * @param deviation their standard deviation
     */
    public record Repeated(String tensor, double mean, double deviation) {
        /** Both, in words. */
        public String words() {
            return Numbers.text(mean) + " ± " + Numbers.rough(deviation);
        }
    }

    private static final Repeated FIRST = new Repeated(ShapeVerdicts.MATRIX, 16.649, 0.26);
    private static final Repeated BIASES = new Repeated("hidden1.bias", 2.606, 2.007);
    private static final Repeated LAST = new Repeated("output.weight", 12.746, 0.54);

    /** The table of nine networks; it has no column of the biases of the output. */
    public static final List<Repeated> REPEATED = List.of(FIRST, BIASES, LAST);

    /** Where the published means and deviations come from. */
    public static final String COMPUTED = "computed from nine printed rows";

    /** How many networks the published table has. */
    private static final int NETWORKS = 9;

    private static final double LEVEL = 0.01;

    private DistanceVerdicts() {}

    /** The start of a run in words, {@code uniform start}. */
    public static String start(RecordedRun run) {
        return run.run().settings().getOrDefault("init", "").toLowerCase(Locale.ROOT) + " start";
    }

    /** The start and the rate of a run in words, and its seed if the plan has several. */
    public static String name(RecordedRun run) {
        String seed = run.run().settings().get("seed");
        return start(run)
                + ", rate "
                + run.run().settings().get("learning-rate")
                + (seed == null ? "" : ", seed " + seed);
    }

    static List<Finding> table(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "mnist", Scale.MEDIUM);
        List<Finding> findings = new ArrayList<>();
        for (Published published : TABLE) {
            double here = here(results, published).mean();
            Finding number =
                    comparison.number(
                            "",
                            "distance of the first matrix, "
                                    + published.init().toLowerCase(Locale.ROOT)
                                    + " start, rate "
                                    + published.rate(),
                            published.distance(),
                            "",
                            here,
                            0.1 * published.distance());
            findings.add(number.remarked(INFERRED));
        }
        double[] all = TABLE.stream().mapToDouble(each -> here(results, each).mean()).toArray();
        double slow = all[0];
        boolean isLeast = Arrays.stream(all).skip(1).allMatch(each -> each > slow);
        findings.add(
                comparison.statement(
                        "",
                        "the uniform start at the low rate moves least",
                        "11.4 against 19.3 to 19.7",
                        Numbers.text(slow) + " against " + others(results),
                        Comparison.verdict(isLeast, all),
                        "less than each of the others",
                        INFERRED));
        findings.addAll(StepVerdicts.silent(comparison, results, DISTANCE));
        return findings;
    }

    private static String others(Results results) {
        List<String> others = new ArrayList<>();
        TABLE.stream()
                .skip(1)
                .forEach(each -> others.add(Numbers.text(here(results, each).mean())));
        return String.join(", ", others);
    }

    /** The distances of the first matrix at the end of the runs of a row of the table. */
    public static Statistics here(Results results, Published row) {
        return Statistics.of(
                planned(results, row)
                        .map(run -> results.summary(DISTANCE).runs().get(run.run().name()))
                        .filter(run -> run != null)
                        .mapToDouble(run -> run.last(Kind.DISTANCE, ShapeVerdicts.MATRIX))
                        .toArray());
    }

    /** The runs of a row of the table, finished or not. */
    public static Stream<RecordedRun> planned(Results results, Published row) {
        return results.sweep(DISTANCE).runs().stream()
                .filter(run -> row.init().equals(run.run().settings().get("init")))
                .filter(run -> row.rate().equals(run.run().settings().get("learning-rate")));
    }

    static List<Finding> longer(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "mnist", Scale.MEDIUM);
        double leader = here(results, TABLE.get(1)).mean();
        int iterations = results.epochs(DISTANCE);
        List<Finding> findings = new ArrayList<>();
        for (RecordedRun run : results.runs(LONGER)) {
            Curve distance = Curve.of(results.curves(run), Kind.DISTANCE, ShapeVerdicts.MATRIX);
            int reached = distance.reaches(leader);
            findings.add(
                    comparison.statement(
                            "",
                            "the network that lags behind comes as far if it is trained on",
                            "it reaches the same distance (no number)",
                            "the uniform start at rate 0.5 is "
                                    + Numbers.text(distance.at(iterations))
                                    + " away after "
                                    + iterations
                                    + " iterations, where the one at rate 2 is "
                                    + Numbers.text(leader)
                                    + " away; "
                                    + (reached < 0
                                            ? "after "
                                                    + results.epochs(LONGER)
                                                    + " it is "
                                                    + Numbers.text(distance.last())
                                                    + " away"
                                            : "it comes as far after " + reached),
                            asFar(distance, leader),
                            "as far within the "
                                    + results.epochs(LONGER)
                                    + " iterations; not tested while it still grows",
                            INFERRED));
        }
        findings.addAll(StepVerdicts.silent(comparison, results, LONGER));
        return OverSeeds.join(findings);
    }

    /** Whether a distance reaches a height: while it still grows in its second half, time may be all it lacks. */
    static Verdict asFar(Curve distance, double height) {
        if (distance.reaches(height) >= 0) {
            return Verdict.AGREES;
        }
        int half = distance.epochs()[distance.epochs().length - 1] / 2;
        return distance.settles(StepVerdicts.SETTLED) > half ? Verdict.NOT_TESTED : Verdict.DIFFERS;
    }

    static List<Finding> repeatability(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "mnist", Scale.QUICK);
        List<Finding> findings = new ArrayList<>();
        for (Repeated published : REPEATED) {
            Statistics here = Statistics.of(repeated(results, published.tensor()));
            findings.add(repeated(comparison, published, here));
            findings.add(spread(comparison, published, here));
        }
        findings.add(bias(comparison, Statistics.of(repeated(results, "output.bias"))));
        return findings;
    }

    /** The distances of a tensor at the end of the networks that differ in the seed only. */
    public static double[] repeated(Results results, String tensor) throws IOException {
        double[] distances = new double[results.runs(REPEATABILITY).size()];
        for (int i = 0; i < distances.length; i++) {
            RunCurves curves = results.curves(results.runs(REPEATABILITY).get(i));
            distances[i] = Curve.of(curves, Kind.DISTANCE, tensor).last();
        }
        return distances;
    }

    static Finding repeated(Comparison comparison, Repeated published, Statistics here) {
        double error =
                Math.sqrt(
                        published.deviation() * published.deviation() / NETWORKS
                                + here.deviation() * here.deviation() / here.count());
        double tolerance = 3 * error + 0.02 * published.mean();
        return comparison
                .listed(
                        "",
                        "distance of " + published.tensor() + " over seeds",
                        published.words() + " of nine networks (" + COMPUTED + ")",
                        Numbers.text(here.mean())
                                + " ± "
                                + Numbers.rough(here.deviation())
                                + " of "
                                + here.count(),
                        Comparison.verdict(
                                Math.abs(here.mean() - published.mean()) <= tolerance, tolerance),
                        "means within three standard errors and 2 %, here "
                                + Numbers.rough(tolerance))
                .remarked(SELECTED);
    }

    /**
     * How much networks differ in the distance, which is what a table of nine is for. All biases of a
     * layer move by one number here, whose size is about half-normal over networks.
     */
    static Finding spread(Comparison comparison, Repeated published, Statistics here) {
        boolean isOfBiases = published.equals(BIASES);
        double ratio = Math.pow(here.deviation() / published.deviation(), 2);
        double p = Double.NaN;
        if (here.count() > 1 && ratio > 0) {
            p =
                    isOfBiases
                            ? new HalfNormalSpread(here.count(), NETWORKS).p(ratio)
                            : f(ratio, here.count());
        }
        return comparison
                .listed(
                        "",
                        "standard deviation of that over seeds, " + published.tensor(),
                        Numbers.rough(published.deviation())
                                + " of nine networks ("
                                + COMPUTED
                                + ")",
                        Numbers.rough(here.deviation())
                                + " of "
                                + here.count()
                                + (Double.isNaN(p) ? "" : "; p " + Numbers.rough(p)),
                        Comparison.verdict(p >= LEVEL, p),
                        (isOfBiases
                                        ? "by simulated half-normal values"
                                        : "by an F test, which is for normal values")
                                + ", p at least "
                                + LEVEL)
                .remarked(SELECTED);
    }

    private static double f(double ratio, int count) {
        FDistribution law = FDistribution.of(count - 1, NETWORKS - 1);
        return 2 * Math.min(law.cumulativeProbability(ratio), law.survivalProbability(ratio));
    }

    private static Finding bias(Comparison comparison, Statistics here) {
        return comparison.statement(
                "",
                "the biases of the output do not move, and have no column",
                "no column of b2",
                "at most " + Numbers.text(here.max()),
                Comparison.verdict(here.max() < 1e-3, here.max()),
                "less than 0.001",
                "follows from one gradient for all biases of a layer, which is how we read the table");
    }
}
