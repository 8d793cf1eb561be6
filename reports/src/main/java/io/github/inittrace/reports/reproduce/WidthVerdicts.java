// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.study.Statistics;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Losses and their events by width against figure 2 of arXiv:2012.02550, which is of HASYv2. Its
 * numbers were read off the picture: epochs to about 6, losses to about 2 %.
 */
final class WidthVerdicts {
    static final String PLAN = "widths";

    private static final String HASYV2 = "hasyv2";

    /** Within the steps of so many published epochs the test loss is to have had its minimum. */
    private static final int EARLY = 100;

    /** Read off figures 2c and 2d. Infinite: not within the 1000 epochs. */
    private record Published(
            double minimumOfTraining,
            double minimumOfTest,
            double divergence,
            double lowestOfTraining,
            double lowestOfTest) {}

    private static final double NONE = Double.POSITIVE_INFINITY;

    private static final Map<Integer, Published> PUBLISHED =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry(10, new Published(NONE, NONE, NONE, 2.22, 2.05)),
                            Map.entry(50, new Published(NONE, 77, NONE, 0.69, 1.08)),
                            Map.entry(100, new Published(321, 29, 1000, 0.41, 0.98)),
                            Map.entry(150, new Published(162, 21, 424, 0.29, 0.94)),
                            Map.entry(200, new Published(141, 17, 370, 0.186, 0.907)),
                            Map.entry(225, new Published(128, 17, 330, 0.155, 0.891)),
                            Map.entry(250, new Published(129, 16, 330, 0.117, 0.885)),
                            Map.entry(275, new Published(446, 16, 661, 0.02, 0.875)),
                            Map.entry(300, new Published(877, 16, NONE, 0.02, 0.872)),
                            Map.entry(350, new Published(NONE, 15, NONE, 0.016, 0.86)),
                            Map.entry(400, new Published(NONE, 15, NONE, 0.016, 0.853)),
                            Map.entry(450, new Published(NONE, 15, NONE, 0.016, 0.85)),
                            Map.entry(500, new Published(NONE, 15, NONE, 0.016, 0.844))));

    private final List<Width> widths;
    private final int epochs;
    private final TrainingLength length;
    private final Comparison comparison;

    /**
     * Verdicts.
     *
     * @param widths what was found
     * @param epochs how many epochs every run was to have
     * @param length how long that is beside the published runs
     * @param comparison whether the data are those of the paper
     */
    WidthVerdicts(List<Width> widths, int epochs, TrainingLength length, Comparison comparison) {
        this.widths = List.copyOf(widths);
        this.epochs = epochs;
        this.length = length;
        this.comparison = comparison;
    }

    static WidthVerdicts of(Results results) throws IOException {
        return new WidthVerdicts(
                Width.of(results.summary(PLAN)),
                results.epochs(PLAN),
                TrainingLength.ofPaper(results, List.of(PLAN)),
                Comparison.of(results, HASYV2, Scale.FULL));
    }

    /** The training losses of figure 2a. */
    List<Finding> training() {
        return List.of(plateau(), height());
    }

    /** The test losses of figure 2b. */
    List<Finding> test() {
        return List.of(earlyMinimum(), earlierMinimum());
    }

    /** The events of figure 2c. */
    List<Finding> phases() {
        return List.of(
                unstable(),
                listed(
                        "epoch of the lowest training loss, by width",
                        Published::minimumOfTraining,
                        Width::minimumOfTraining,
                        0.2,
                        30),
                listed(
                        "epoch of the lowest test loss, by width",
                        Published::minimumOfTest,
                        Width::minimumOfTest,
                        0.2,
                        6),
                listed(
                        "epoch of divergence, by width",
                        Published::divergence,
                        Width::divergence,
                        0.2,
                        30));
    }

    /** The lowest losses of figure 2d. */
    List<Finding> lowest() {
        return List.of(
                listed(
                        "mean lowest training loss, by width",
                        Published::lowestOfTraining,
                        Width::lowestOfTraining,
                        0.1,
                        0),
                listed(
                        "mean lowest test loss, by width",
                        Published::lowestOfTest,
                        Width::lowestOfTest,
                        0.05,
                        0),
                falling(
                        "training",
                        "falls to 0.02 at width 275, and little from there on: 0.016 from 350 on",
                        Width::lowestOfTraining,
                        Width::minimumOfTraining),
                falling(
                        "test",
                        "falls with every width",
                        Width::lowestOfTest,
                        Width::minimumOfTest));
    }

    private Finding plateau() {
        List<Width> of = widths.stream().filter(w -> isUnstable(w.units())).toList();
        long runs = of.stream().mapToLong(w -> w.runs().size()).sum();
        long diverged = of.stream().mapToLong(w -> w.divergence().count()).sum();
        return comparison.statement(
                "",
                "the training loss of middle widths ends on a plateau",
                "widths 150 and 275 from epochs 430 and 555 on" + Comparison.READ_OFF,
                diverged
                        + " of "
                        + runs
                        + " runs of the widths "
                        + units(of)
                        + " diverged within "
                        + epochs
                        + " epochs",
                runs == 0
                        ? new Judgement(Verdict.NOT_TESTED, "")
                        : length.arising(2 * diverged >= runs),
                "half of the runs or more diverge");
    }

    private Finding height() {
        Statistics heights =
                Statistics.of(
                        widths.stream()
                                .filter(w -> isUnstable(w.units()))
                                .flatMapToDouble(w -> DoubleStream.of(w.plateaus()))
                                .toArray());
        return comparison.number(
                "",
                "the training loss on that plateau",
                15.7,
                Comparison.READ_OFF,
                heights.mean(),
                0.4);
    }

    /** Only a width that was published to diverge until now must have, and only stable ones must not. */
    private Finding unstable() {
        List<Width> diverging =
                widths.stream().filter(w -> 2 * w.divergence().count() > w.runs().size()).toList();
        boolean isWrong =
                diverging.stream().anyMatch(w -> isStable(w.units()))
                        || widths.stream().anyMatch(w -> isDue(w) && !diverging.contains(w));
        return comparison.statement(
                "",
                "which widths are unstable: most of their runs diverge",
                "150 to 275, and 100 about epoch 1000; neither 10 and 50 nor 350 and more"
                        + Comparison.READ_OFF,
                (diverging.isEmpty() ? "none" : units(diverging))
                        + " of "
                        + units(widths)
                        + " within "
                        + epochs
                        + " epochs",
                length.lasting(Comparison.verdict(!isWrong)),
                "those whose published epoch is past by 20 % and 30 epochs, and none of the stable");
    }

    /** Whether most of its runs must have diverged by now. */
    private boolean isDue(Width width) {
        Published published = PUBLISHED.get(width.units());
        return published != null && length.covers(1.2 * published.divergence() + 30);
    }

    private static boolean isStable(int units) {
        return units <= 50 || units >= 350;
    }

    private Finding earlyMinimum() {
        List<Width> of = widths.stream().filter(w -> w.units() >= 50).toList();
        long runs = of.stream().mapToLong(w -> w.runs().size()).sum();
        double early = length.epochsHere(EARLY, epochs);
        long passed =
                of.stream()
                        .flatMapToDouble(w -> DoubleStream.of(w.minimaOfTest()))
                        .filter(epoch -> epoch <= early)
                        .count();
        boolean isShort = early >= epochs && passed < runs;
        return comparison.statement(
                "",
                "the test loss has its minimum early, and is higher from there on",
                "in the first tens of 1000 epochs, from width 50 on" + Comparison.READ_OFF,
                passed
                        + " of "
                        + runs
                        + " runs from width 50 on have it by epoch "
                        + (int) Math.min(early, epochs)
                        + ", of "
                        + epochs,
                runs == 0 || isShort
                        ? new Judgement(Verdict.NOT_TESTED, isShort ? "too few steps" : "")
                        : length.lasting(Comparison.verdict(passed == runs)),
                "all runs, within the steps of " + EARLY + " published epochs");
    }

    private Finding earlierMinimum() {
        List<Width> of =
                widths.stream()
                        .filter(w -> w.units() >= 50 && w.minimumOfTest().count() > 0)
                        .toList();
        boolean isFalling = of.size() > 1;
        for (int i = 1; i < of.size(); i++) {
            isFalling &=
                    of.get(i).minimumOfTest().mean() <= of.get(i - 1).minimumOfTest().mean() + 1;
        }
        isFalling =
                isFalling
                        && of.get(of.size() - 1).minimumOfTest().mean()
                                <= 0.9 * of.get(0).minimumOfTest().mean();
        return comparison.statement(
                "",
                "the wider the network, the earlier that minimum",
                "epochs 77, 29, 21, 17, 17, 16, ... 15 from width 50 on" + Comparison.READ_OFF,
                of.isEmpty() ? "no run is past its minimum" : byWidth(of, Width::minimumOfTest),
                of.size() < 2 ? Verdict.NOT_TESTED : Comparison.verdict(isFalling),
                "at the widest 10 % earlier than at the narrowest, and no step up by more than an"
                        + " epoch",
                of.size() < 2 ? "too few epochs" : "");
    }

    private Finding falling(
            String set,
            String published,
            Function<Width, Statistics> lowest,
            Function<Width, Statistics> minimum) {
        double[] losses = widths.stream().mapToDouble(w -> lowest.apply(w).mean()).toArray();
        double least = DoubleStream.of(losses).min().orElse(Double.NaN);
        double widest = losses.length > 0 ? losses[losses.length - 1] : Double.NaN;
        boolean isFalling = losses.length > 1 && widest <= 1.1 * least && widest <= 0.9 * losses[0];
        for (int i = 1; i < losses.length; i++) {
            isFalling &= losses[i] <= 1.1 * losses[i - 1];
        }
        long atTheEnd =
                widths.stream().mapToLong(w -> w.runs().size() - minimum.apply(w).count()).sum();
        return comparison.statement(
                "C6",
                "wide networks reach a lower " + set + " loss",
                published + Comparison.READ_OFF,
                byWidth(widths, lowest),
                losses.length < 2 ? Verdict.NOT_TESTED : Comparison.verdict(isFalling, losses),
                "at the widest at least 10 % lower than at the narrowest, and at most 10 % above the"
                        + " lowest of all; no step to a wider network up by more than 10 %",
                atTheEnd == 0 ? "" : atTheEnd + " runs had not reached their minimum at their end");
    }

    /**
     * A figure of every width that was published.
     *
     * @param relative by which share of the published number the means may differ
     * @param absolute by how much besides
     */
    private Finding listed(
            String what,
            Function<Published, Double> published,
            Function<Width, Statistics> here,
            double relative,
            double absolute) {
        List<Width> known = widths.stream().filter(w -> PUBLISHED.containsKey(w.units())).toList();
        List<String> then = new ArrayList<>();
        int agreeing = 0;
        for (Width width : known) {
            double wanted = published.apply(published(width));
            Statistics found = here.apply(width);
            then.add(
                    width.units()
                            + ": "
                            + (wanted == NONE
                                    ? ">" + TrainingLength.PAPER_EPOCHS
                                    : Numbers.text(wanted)));
            double margin = relative * wanted + absolute;
            // Of an event that most runs do not have within the time, that is what is to be seen.
            boolean agrees =
                    2 * found.count() <= width.runs().size()
                            ? wanted == NONE || wanted + margin >= epochs
                            : wanted != NONE && Math.abs(found.mean() - wanted) <= margin;
            agreeing += agrees ? 1 : 0;
        }
        return comparison.listed(
                "",
                what,
                String.join(", ", then) + Comparison.READ_OFF,
                byWidth(known, here),
                Comparison.verdict(agreeing == known.size()),
                "each within "
                        + Numbers.text(100 * relative)
                        + " %"
                        + (absolute > 0 ? " and " + Numbers.text(absolute) + " epochs" : ""));
    }

    private static Published published(Width width) {
        return Objects.requireNonNull(PUBLISHED.get(width.units()));
    }

    private static boolean isUnstable(int units) {
        return units >= 100 && units <= 275;
    }

    private static String units(List<Width> widths) {
        return widths.stream().map(w -> "" + w.units()).collect(Collectors.joining(", "));
    }

    private static String byWidth(List<Width> widths, Function<Width, Statistics> figure) {
        return widths.stream()
                .map(w -> w.units() + ": " + figureText(w, figure.apply(w)))
                .collect(Collectors.joining(", "));
    }

    private static String figureText(Width width, Statistics of) {
        if (of.count() == 0) {
            return ">" + width.runs().get(0).lastEpoch();
        }
        return Numbers.text(of.mean())
                + (of.count() < width.runs().size()
                        ? " (" + of.count() + " of " + width.runs().size() + ")"
                        : "");
    }
}
