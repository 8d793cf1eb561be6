// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.pigmm.LikelihoodRatio;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Matrix models of ensembles against the claims of arXiv:2510.05218, whose numbers are not known here:
 * all of them are statements.
 */
public final class EnsembleVerdicts {
    /** The plan over starts and weight decays. */
    public static final String TRAINING = "ensembles";

    /** The plan over widths. */
    public static final String WIDTHS = "ensemble-widths";

    private static final String ABSTRACT = " (abstract; no number)";

    private static final String CLAIMED =
            "a claim of the publication; its numbers are not known here";

    /** A test that is in doubt at one in a hundred, over all tests together. */
    private static final double LEVEL = 0.01;

    private static final int PUBLISHED_NETWORKS = 1000;

    /** How much smaller a deviation must be than that of independent entries. */
    private static final double MUCH = 0.5;

    /** Means over correlated invariants spread around what chance leaves; within this they say nothing. */
    private static final double AROUND_CHANCE = 1.5;

    private static final String BY_CHANCE = "none is beyond 1.5 times what chance leaves";

    private EnsembleVerdicts() {}

    static List<Finding> training(Results results) throws IOException {
        return training(
                Comparison.of(results, "mnist", Scale.FULL), EnsembleResults.of(results, TRAINING));
    }

    static List<Finding> training(Comparison comparison, List<EnsembleResults> all) {
        List<EnsembleResults> gaussian = all.stream().filter(e -> !isUniform(e)).toList();
        List<Finding> findings = new ArrayList<>();
        // Those that differ in their decay start as the same networks: one test, not two.
        findings.add(fitsAtTheStart(comparison, gaussian.stream().limit(1).toList()));
        findings.add(failsAfterTraining(comparison, all));
        for (EnsembleResults ensemble : all) {
            findings.add(predicts(comparison, ensemble));
        }
        for (EnsembleResults ensemble : all) {
            findings.add(deeper(comparison, ensemble));
        }
        for (EnsembleResults ensemble : gaussian) {
            all.stream()
                    .filter(other -> isUniform(other) && decay(other).equals(decay(ensemble)))
                    .findFirst()
                    .ifPresent(other -> findings.add(uniform(comparison, ensemble, other)));
        }
        return findings;
    }

    static List<Finding> widths(Results results) throws IOException {
        return widths(
                Comparison.of(results, "mnist", Scale.FULL), EnsembleResults.of(results, WIDTHS));
    }

    static List<Finding> widths(Comparison comparison, List<EnsembleResults> all) {
        ToDoubleFunction<EnsembleResults> last = e -> largest(e.end().get(0));
        boolean isRising = all.size() > 1;
        for (int i = 1; i < all.size(); i++) {
            isRising &= last.applyAsDouble(all.get(i)) > last.applyAsDouble(all.get(i - 1));
        }
        return List.of(
                comparison.statement(
                        "G6",
                        "the wider the network, the worse 13 parameters predict",
                        "limits appear in very wide networks" + ABSTRACT,
                        all.stream()
                                .map(
                                        e ->
                                                e.setting("hidden").replaceFirst(",.*", "")
                                                        + ": "
                                                        + deviation(e.end().get(0))
                                                        + ", "
                                                        + e.networks()
                                                        + " networks")
                                .collect(Collectors.joining("; ")),
                        all.size() < 2 || isByChance(all)
                                ? Verdict.NOT_TESTED
                                : Comparison.verdict(isRising),
                        "the mean deviation rises with every width",
                        "mean deviation of the cubic and quartic invariants, in standard deviations of"
                                + " a network"
                                + (isByChance(all) ? "; " + BY_CHANCE : "")));
    }

    private static Finding fitsAtTheStart(Comparison comparison, List<EnsembleResults> gaussian) {
        List<Double> chances = new ArrayList<>();
        gaussian.forEach(e -> e.start().forEach(layer -> chances.add(against(layer, 13, 2).p())));
        boolean fits = chances.stream().allMatch(p -> p >= LEVEL / chances.size());
        return comparison.statement(
                "G1",
                "at a Gaussian start, 13 parameters describe the matrices no better than 2",
                "at initialisation the simple Gaussian describes the ensembles" + ABSTRACT,
                eachLayer(gaussian, EnsembleResults::start, s -> "p " + p(against(s, 13, 2))),
                chances.isEmpty() ? Verdict.NOT_TESTED : Comparison.verdict(fits),
                "no p below 0.01 by the number of tests",
                "");
    }

    private static Finding failsAfterTraining(Comparison comparison, List<EnsembleResults> all) {
        List<Double> chances =
                all.stream()
                        .flatMap(e -> e.end().stream())
                        .map(layer -> against(layer, 13, 2).p())
                        .toList();
        boolean fails = chances.stream().allMatch(p -> p < LEVEL / chances.size());
        boolean isEnough = all.stream().allMatch(e -> e.networks() >= PUBLISHED_NETWORKS);
        return comparison.statement(
                "G2",
                "after training, 2 parameters no longer describe them",
                "after training it does not" + ABSTRACT,
                eachLayer(all, EnsembleResults::end, s -> "p " + p(against(s, 13, 2))),
                all.isEmpty() || (!fails && !isEnough)
                        ? Verdict.NOT_TESTED
                        : Comparison.verdict(fails),
                "13 against 2 parameters: p below 0.01 by the number of tests in every layer",
                fails || isEnough
                        ? ""
                        : "where p is larger, so few networks do not tell; the publication has "
                                + PUBLISHED_NETWORKS);
    }

    private static Finding predicts(Comparison comparison, EnsembleResults ensemble) {
        boolean predicts =
                ensemble.end().stream()
                        .allMatch(
                                layer ->
                                        isByChance(layer)
                                                || largest(layer)
                                                        <= MUCH * layer.simplest().meanDeviation());
        boolean hasDecay = !decay(ensemble).equals("0");
        return comparison.statement(
                hasDecay ? "G5" : "G3",
                "13 parameters predict the higher invariants after training: " + ensemble.name(),
                hasDecay
                        ? "robust to regularisation" + ABSTRACT
                        : "the 13-parameter model still predicts them well" + ABSTRACT,
                eachLayer(
                        List.of(ensemble),
                        EnsembleResults::end,
                        s ->
                                deviation(s)
                                        + " against "
                                        + Numbers.text(s.simplest().meanDeviation())
                                        + " of 2 parameters"),
                Comparison.verdict(predicts),
                "in every layer at most half the mean deviation that 2 parameters leave, or 1.5 times"
                        + " what chance leaves",
                "in standard deviations of a network; " + ensemble.networks() + " networks");
    }

    private static Finding deeper(Comparison comparison, EnsembleResults ensemble) {
        List<LayerState> layers = ensemble.end();
        boolean isRising = layers.size() > 1;
        for (int i = 1; i < layers.size(); i++) {
            isRising &= largest(layers.get(i)) > largest(layers.get(i - 1));
        }
        return comparison.statement(
                "G4",
                "deeper layers deviate more: " + ensemble.name(),
                CLAIMED,
                eachLayer(List.of(ensemble), EnsembleResults::end, EnsembleVerdicts::deviation),
                isByChance(List.of(ensemble)) ? Verdict.NOT_TESTED : Comparison.verdict(isRising),
                "the mean deviation from 13 parameters rises with every layer",
                isByChance(List.of(ensemble)) ? BY_CHANCE : "");
    }

    private static Finding uniform(
            Comparison comparison, EnsembleResults gaussian, EnsembleResults uniform) {
        boolean isMore = true;
        for (int i = 0; i < gaussian.end().size(); i++) {
            isMore &= largest(uniform.end().get(i)) > largest(gaussian.end().get(i));
        }
        return comparison.statement(
                "G4",
                "a uniform start deviates more than a Gaussian one, decay " + decay(gaussian),
                CLAIMED,
                eachLayer(
                        List.of(gaussian, uniform),
                        EnsembleResults::end,
                        EnsembleVerdicts::deviation),
                isByChance(List.of(gaussian, uniform))
                        ? Verdict.NOT_TESTED
                        : Comparison.verdict(isMore),
                "the mean deviation from 13 parameters is larger in every layer",
                isByChance(List.of(gaussian, uniform)) ? BY_CHANCE : "");
    }

    /** The mean deviation of the higher invariants from the largest model. */
    public static double largest(LayerState layer) {
        return layer.largest().meanDeviation();
    }

    /** The likelihood ratio of two models. */
    private static LikelihoodRatio against(LayerState layer, int larger, int smaller) {
        return layer.tests().stream()
                .filter(test -> test.larger() == larger && test.smaller() == smaller)
                .findFirst()
                .orElseThrow();
    }

    private static String p(LikelihoodRatio test) {
        return test.p() < 1e-16 ? "below 1e-16" : Numbers.rough(test.p());
    }

    private static boolean isByChance(LayerState layer) {
        return largest(layer) <= AROUND_CHANCE * layer.largest().meanByChance();
    }

    private static boolean isByChance(List<EnsembleResults> ensembles) {
        return ensembles.stream()
                .flatMap(e -> e.end().stream())
                .allMatch(EnsembleVerdicts::isByChance);
    }

    private static String deviation(LayerState layer) {
        return Numbers.text(largest(layer))
                + " ("
                + Numbers.rough(layer.largest().meanByChance())
                + " by chance)";
    }

    private static String eachLayer(
            List<EnsembleResults> ensembles,
            Function<EnsembleResults, List<LayerState>> layers,
            Function<LayerState, String> figure) {
        return ensembles.stream()
                .map(
                        e ->
                                (ensembles.size() > 1 ? e.name() + ": " : "")
                                        + layers.apply(e).stream()
                                                .map(s -> s.layer() + " " + figure.apply(s))
                                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    private static boolean isUniform(EnsembleResults ensemble) {
        return ensemble.setting("init").equals("FAN_IN_UNIFORM");
    }

    private static String decay(EnsembleResults ensemble) {
        return ensemble.setting("weight-decay");
    }
}
