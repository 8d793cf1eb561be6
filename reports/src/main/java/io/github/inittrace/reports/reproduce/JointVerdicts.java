// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.measure.ConditionalBin;
import io.github.inittrace.measure.ConditionalDistribution;
import io.github.inittrace.measure.DistributionSummary;
import io.github.inittrace.measure.InitialMagnitudeBin;
import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where weights ended by where they started, against figure 3 of arXiv:2012.02550 and the claims on
 * moments and peak, of which the paper's numbers are not known here.
 */
public final class JointVerdicts {
    /** The matrix that the paper looks at. */
    public static final String MATRIX = "hidden2.weight";

    private static final double READING = 0.01;

    private JointVerdicts() {}

    /** The last distribution of the matrix in a run; none if it was not recorded or is empty. */
    public static Optional<ConditionalRecord> last(RunFolder run) throws IOException {
        return run.conditionals().stream()
                .filter(record -> record.tensor().equals(MATRIX))
                .filter(record -> !record.distribution().bins().isEmpty())
                .reduce((a, b) -> b);
    }

    /** The bins of the published values: the lowest, that of 0 and the highest. */
    public static List<ConditionalBin> three(List<ConditionalBin> bins) {
        ConditionalBin middle =
                bins.stream()
                        .filter(bin -> bin.low() <= 0 && bin.high() > 0)
                        .findFirst()
                        .orElse(bins.get(bins.size() / 2));
        return List.of(bins.get(0), middle, bins.get(bins.size() - 1));
    }

    static List<Finding> joint(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "hasyv2", Scale.MEDIUM);
        List<Finding> findings = new ArrayList<>();
        for (RecordedRun run : results.runs(MarkVerdicts.STABLE.plan())) {
            RunFolder folder = results.folder(run);
            Optional<ConditionalRecord> record = last(folder);
            if (record.isPresent()) {
                ConditionalDistribution all = record.get().distribution();
                findings.add(peak(comparison, length(results, record.get().epoch()), record.get()));
                findings.add(
                        quantile(
                                comparison,
                                all,
                                "median",
                                "−0.09, 0, +0.08",
                                d -> d.median(),
                                -0.09,
                                0,
                                0.08));
                findings.add(
                        quantile(
                                comparison,
                                all,
                                "lower quartile",
                                "−0.17, −0.05, +0.05",
                                d -> d.percentile25(),
                                -0.17,
                                -0.05,
                                0.05));
                findings.add(
                        quantile(
                                comparison,
                                all,
                                "upper quartile",
                                "−0.06, +0.04, +0.16",
                                d -> d.percentile75(),
                                -0.06,
                                0.04,
                                0.16));
                findings.add(
                        quantile(
                                comparison,
                                all,
                                "2nd percentile",
                                "−0.385, −0.26, −0.13",
                                d -> d.percentile2(),
                                -0.385,
                                -0.26,
                                -0.13));
                findings.add(
                        quantile(
                                comparison,
                                all,
                                "98th percentile",
                                "+0.10, +0.23, +0.35",
                                d -> d.percentile98(),
                                0.1,
                                0.23,
                                0.35));
                findings.add(spread(comparison, all));
                findings.add(skew(comparison, record.get()));
            }
        }
        return findings;
    }

    static List<Finding> moments(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "hasyv2", Scale.MEDIUM);
        List<Finding> findings = new ArrayList<>();
        for (RecordedRun run : results.runs(MarkVerdicts.STABLE.plan())) {
            RunFolder folder = results.folder(run);
            Optional<ConditionalRecord> record = last(folder);
            if (record.isPresent()) {
                ConditionalDistribution all = record.get().distribution();
                findings.add(peak(comparison, length(results, record.get().epoch()), record.get()));
                EpochRecord end = folder.history().last();
                findings.add(correlation(comparison, length(results, end.index()), end));
                findings.add(slope(comparison, end));
                findings.add(outward(comparison, all.outward()));
                findings.add(skew(comparison, record.get()));
            }
        }
        return findings;
    }

    /** How long the network had been trained at an epoch. */
    private static TrainingLength length(Results results, int epoch) throws IOException {
        return TrainingLength.ofPaper(
                (long) epoch * results.stepsPerEpoch(MarkVerdicts.STABLE.plan()));
    }

    static Finding peak(Comparison comparison, TrainingLength length, ConditionalRecord record) {
        ConditionalDistribution all = record.distribution();
        long near = all.bins().stream().filter(JointVerdicts::isNear).count();
        long known = all.bins().stream().filter(bin -> bin.mode() != null).count();
        double farthest =
                all.bins().stream()
                        .filter(bin -> bin.mode() != null)
                        .mapToDouble(bin -> Math.abs(orNaN(bin.mode())))
                        .max()
                        .orElse(Double.NaN);
        return comparison.statement(
                "C1",
                "most weights end where they started: the peak of w_f lies at w_i",
                "the peak lies at w_f = w_i, very near the median (no number)",
                near
                        + " of "
                        + known
                        + " bins of w_i; the peak is "
                        + Numbers.text(farthest)
                        + " off at most"
                        + at(record.epoch()),
                length.lasting(
                        known == 0
                                ? Verdict.NOT_TESTED
                                : Comparison.verdict(10 * near >= 9 * known)),
                "in nine of ten bins, at most a quarter of the bin's interquartile range off w_i and"
                        + " off the median");
    }

    private static boolean isNear(ConditionalBin bin) {
        DistributionSummary d = bin.deviations();
        double mode = orNaN(bin.mode());
        double most = (d.percentile75() - d.percentile25()) / 4;
        return Math.abs(mode) <= most && Math.abs(mode - d.median()) <= most;
    }

    private static String at(int epoch) {
        return " at epoch " + epoch;
    }

    private static Finding quantile(
            Comparison comparison,
            ConditionalDistribution all,
            String name,
            String published,
            ToDoubleFunction<DistributionSummary> of,
            double... wanted) {
        List<ConditionalBin> three = three(all.bins());
        boolean agrees = true;
        double[] here = new double[wanted.length];
        List<String> found = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            here[i] = of.applyAsDouble(three.get(i).weights());
            found.add(Numbers.text(here[i]));
            agrees &= Math.abs(here[i] - wanted[i]) <= 2 * READING + 0.2 * Math.abs(wanted[i]);
        }
        return comparison.listed(
                "",
                name + " of w_f where w_i is lowest, 0 and highest",
                published + Comparison.READ_OFF,
                String.join(", ", found),
                Comparison.verdict(agrees, here),
                "each within 20 % and " + 2 * READING);
    }

    private static Finding spread(Comparison comparison, ConditionalDistribution all) {
        ConditionalBin middle = three(all.bins()).get(1);
        double a = all.halfWidth() == null ? Double.NaN : all.halfWidth();
        double spread =
                (middle.weights().percentile98() - middle.weights().percentile2()) / (2 * a);
        return comparison.listed(
                "",
                "the spread of 96 % of the weights that start near 0, by the initial range 2a",
                "3.2" + Comparison.READ_OFF,
                Numbers.text(spread),
                Comparison.verdict(Math.abs(spread - 3.2) <= 0.8, spread),
                "± 0.8");
    }

    static Finding skew(Comparison comparison, ConditionalRecord record) {
        ConditionalDistribution all = record.distribution();
        List<ConditionalBin> bins = all.bins();
        ConditionalBin low = bins.get(0);
        ConditionalBin high = bins.get(bins.size() - 1);
        double lowest = orNaN(low.deviations().skewness());
        double highest = orNaN(high.deviations().skewness());
        return comparison.statement(
                "C5",
                "where |w_i| is large, the distribution is skewed away from 0",
                "skewed towards larger |w| at both ends (by eye)",
                "skewness "
                        + Numbers.text(lowest)
                        + " ± "
                        + Numbers.rough(low.skewnessError())
                        + " at the lowest w_i, "
                        + Numbers.text(highest)
                        + " ± "
                        + Numbers.rough(high.skewnessError())
                        + " at the highest,"
                        + at(record.epoch()),
                Comparison.verdict(
                        lowest < -2 * low.skewnessError() && highest > 2 * high.skewnessError(),
                        lowest,
                        highest),
                "beyond two standard errors at both ends",
                "");
    }

    private static Finding correlation(
            Comparison comparison, TrainingLength length, EpochRecord last) {
        double found = movement(last, Movement::correlation);
        return comparison.statement(
                "C1",
                "start and end of " + MATRIX + " are correlated",
                "strongly (no number)",
                Numbers.text(found) + at(last.index()),
                length.lasting(Comparison.verdict(found >= 0.5, found)),
                "0.5 or more, which is our line");
    }

    private static Finding slope(Comparison comparison, EpochRecord last) {
        double found = movement(last, Movement::slope);
        return comparison.statement(
                "C5",
                "weights grow in the direction of their sign: the line of w_f over w_i is steeper than 1",
                "larger |w_i|, larger update outwards (no number)",
                "slope " + Numbers.text(found) + at(last.index()),
                Comparison.verdict(found > 1, found),
                "above 1",
                "");
    }

    static Finding outward(Comparison comparison, List<InitialMagnitudeBin> bins) {
        int third = Math.max(1, bins.size() / 3);
        double inner = mean(bins.subList(0, third));
        double outer = mean(bins.subList(bins.size() - third, bins.size()));
        return comparison.statement(
                "C5",
                "the larger |w_i|, the farther outwards the mean movement",
                "the mean grows with |w_i| (no number)",
                "mean of sign(w_i) (w_f − w_i) "
                        + Numbers.text(inner)
                        + " in the inner third of bins, "
                        + Numbers.text(outer)
                        + " in the outer",
                Comparison.verdict(outer > Math.max(0, inner), outer, inner),
                "positive and larger in the outer third",
                "");
    }

    private static double mean(List<InitialMagnitudeBin> bins) {
        return bins.stream()
                .collect(Collectors.averagingDouble(bin -> orNaN(bin.movement().mean())));
    }

    /** A measure of the movement of the matrix; NaN where it is undefined. */
    static double movement(EpochRecord record, Function<Movement, @Nullable Double> figure) {
        return record.tensors().stream()
                .filter(tensor -> tensor.name().equals(MATRIX))
                .map(TensorMeasures::movement)
                .filter(movement -> movement != null)
                .mapToDouble(movement -> orNaN(figure.apply(movement)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
