// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.study.Statistics;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Whether networks that diverge do what arXiv:2012.02550 says of them: that the loss and the distance
 * from the start jump together, and while the network overfits.
 */
public final class DivergenceVerdicts {
    /** The plan of networks that diverge on the part of HASYv2 in docs/findings.md. */
    public static final String PLAN = "divergence";

    /** The published width that stays, but for spikes. */
    private static final int STABLE = 512;

    private final Comparison comparison;
    private final String networks;
    private final TrainingLength length;
    private final List<Divergence> diverged;
    private final List<Told> told;

    /** A network whose jump can be told. */
    private record Told(Divergence of, Jump jump) {}

    /**
     * Verdicts.
     *
     * @param networks which were trained, in words: {@code 24 networks of divergence}
     * @param length how long they were trained
     * @param diverged those of them that diverged
     */
    DivergenceVerdicts(
            Comparison comparison,
            String networks,
            TrainingLength length,
            List<Divergence> diverged) {
        this.comparison = comparison;
        this.networks = networks;
        this.length = length;
        this.diverged = List.copyOf(diverged);
        told = new ArrayList<>();
        for (Divergence each : diverged) {
            Jump jump = each.jump();
            if (jump != null) {
                told.add(new Told(each, jump));
            }
        }
    }

    /** Verdicts on the runs of some plans, at least one. */
    static DivergenceVerdicts of(Comparison comparison, Results results, List<String> plans)
            throws IOException {
        int count = 0;
        List<Divergence> diverged = new ArrayList<>();
        for (String plan : plans) {
            count += results.runs(plan).size();
            diverged.addAll(Divergence.of(results, plan));
        }
        return new DivergenceVerdicts(
                comparison,
                count + " networks of " + String.join(" and ", plans),
                TrainingLength.ofPaper(results, plans),
                diverged);
    }

    /** The findings of the study of this name. */
    static List<Finding> of(Results results) throws IOException {
        DivergenceVerdicts all =
                of(Comparison.of(results, "hasyv2", Scale.QUICK), results, List.of(PLAN));
        return List.of(all.together(), all.overfitting(), all.height(), all.stays());
    }

    Finding together() {
        return comparison.statement(
                "C2",
                "in unstable networks, deviation and loss jump together",
                "they do (no number)",
                here(
                        d -> d.jump().isTogether(),
                        d ->
                                "loss at "
                                        + d.jump().loss()
                                        + ", distance at "
                                        + d.jump().distance()
                                        + " by "
                                        + Numbers.text(d.jump().factor())
                                        + " times its usual step"),
                ofAll(d -> d.jump().isTogether(), d -> d.jump().factor()),
                Jump.TOGETHER + ", in all that diverge; spikes that pass have such steps, too");
    }

    Finding overfitting() {
        return comparison.statement(
                "C2",
                "they jump while the network overfits: the test loss is past its minimum",
                "inside the overfitting region (no number)",
                here(
                        d -> d.of().isPastMinimum(),
                        d ->
                                "test loss "
                                        + Numbers.text(d.of().overfitting())
                                        + " times its lowest at "
                                        + d.jump().before()),
                ofAll(d -> d.of().isPastMinimum(), d -> d.of().overfitting()),
                "before the jump of the training loss the test loss is 5 % above its lowest, in all that"
                        + " diverge");
    }

    private Finding height() {
        return comparison.number(
                "",
                "the training loss on the plateau",
                15.7,
                Comparison.READ_OFF,
                Statistics.of(diverged.stream().mapToDouble(Divergence::after).toArray()).mean(),
                0.4);
    }

    Finding stays() {
        List<Divergence> wrong = diverged.stream().filter(d -> d.width() == STABLE).toList();
        return comparison.statement(
                "",
                "no network of width 512 diverges",
                "it falls to epoch 1000, but for spikes" + Comparison.READ_OFF,
                wrong.size() + " of width 512 diverged, among " + networks,
                length.lasting(Comparison.verdict(wrong.isEmpty())),
                "none");
    }

    private String here(Predicate<Told> agrees, Function<Told, String> words) {
        if (diverged.isEmpty()) {
            return "none of " + networks + " diverged";
        }
        List<String> each = new ArrayList<>();
        told.forEach(d -> each.add(d.of().name() + ": " + words.apply(d)));
        int early = diverged.size() - told.size();
        if (early > 0) {
            each.add(
                    early
                            + " within the first "
                            + Jump.WARM_UP
                            + " epochs, where no jump can be told");
        }
        return told.stream().filter(agrees).count()
                + " of the "
                + diverged.size()
                + " that diverged, of "
                + networks
                + ": "
                + String.join("; ", each);
    }

    private Judgement ofAll(Predicate<Told> agrees, ToDoubleFunction<Told> figure) {
        if (diverged.isEmpty()) {
            return new Judgement(Verdict.NOT_TESTED, length.arising(false).reason());
        }
        return told.isEmpty()
                ? new Judgement(Verdict.NOT_TESTED, "none diverged later")
                : new Judgement(
                        Comparison.verdict(
                                told.stream().allMatch(agrees),
                                told.stream().mapToDouble(figure).toArray()),
                        "");
    }
}
