// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.ensemble.EnsembleAnalysis;
import io.github.inittrace.ensemble.NetworkEnsemble;
import io.github.inittrace.pigmm.Ensemble;
import io.github.inittrace.pigmm.Observation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Verdicts on ensembles of matrices whose law is known. */
class EnsembleVerdictsTest {
    private static final int NETWORKS = 60;
    private static final int SIDE = 10;
    private static final Comparison COMPARISON = new Comparison(null);
    private static final DoubleUnaryOperator GAUSSIAN = gaussian -> 0.3 * gaussian;

    @Test
    void training_thatChangesNothing_leavesIndependentEntries() {
        List<Finding> findings =
                EnsembleVerdicts.training(
                        COMPARISON, List.of(ensemble("FAN_IN_NORMAL", "0", 0, 0, GAUSSIAN)));
        assertThat(verdict(findings, "G1")).isEqualTo(Verdict.AGREES);
        // 60 networks are too few to say that nothing has changed.
        assertThat(verdict(findings, "G2")).isEqualTo(Verdict.NOT_TESTED);
        assertThat(verdict(findings, "G3")).isEqualTo(Verdict.AGREES);
        assertThat(verdict(findings, "G4")).isEqualTo(Verdict.NOT_TESTED);
    }

    /** Networks that differ in their decay start as the same ones. */
    @Test
    void start_ofNetworksWithAndWithoutDecay_isTestedOnce() {
        EnsembleResults without = ensemble("FAN_IN_NORMAL", "0", 0, 0, GAUSSIAN);
        EnsembleResults with = ensemble("FAN_IN_NORMAL", "0.01", 0, 0, GAUSSIAN);

        assertThat(EnsembleVerdicts.training(COMPARISON, List.of(without, with)).get(0))
                .isEqualTo(EnsembleVerdicts.training(COMPARISON, List.of(without)).get(0));
    }

    @Test
    void training_thatShiftsRows_isDescribedByTheLargerModelOnly() {
        List<Finding> findings =
                EnsembleVerdicts.training(
                        COMPARISON, List.of(ensemble("FAN_IN_NORMAL", "0.01", 0, 1, GAUSSIAN)));
        assertThat(verdict(findings, "G1")).isEqualTo(Verdict.AGREES);
        assertThat(verdict(findings, "G2")).isEqualTo(Verdict.AGREES);
        assertThat(verdict(findings, "G5")).isEqualTo(Verdict.AGREES);
    }

    @Test
    void start_thatIsNotIndependent_isRefuted() {
        List<Finding> findings =
                EnsembleVerdicts.training(
                        COMPARISON, List.of(ensemble("FAN_IN_NORMAL", "0", 1, 1, GAUSSIAN)));
        assertThat(verdict(findings, "G1")).isEqualTo(Verdict.DIFFERS);
    }

    /** No covariance of matrices predicts the higher moments of heavy tails. */
    @Test
    void weights_withHeavyTails_arePredictedByNeitherModel() {
        List<Finding> findings =
                EnsembleVerdicts.training(
                        COMPARISON,
                        List.of(ensemble("FAN_IN_NORMAL", "0", 0, 0, z -> 0.3 * z * z * z)));
        assertThat(verdict(findings, "G3")).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void widths_ofWhichNoneDeviatesByMoreThanChance_testNothing() {
        assertThat(
                        verdict(
                                EnsembleVerdicts.widths(
                                        COMPARISON,
                                        List.of(
                                                ensemble("FAN_IN_NORMAL", "0", 0, 0, GAUSSIAN),
                                                ensemble("FAN_IN_NORMAL", "0", 0, 0, GAUSSIAN))),
                                "G6"))
                .isEqualTo(Verdict.NOT_TESTED);
    }

    private static Verdict verdict(List<Finding> findings, String claim) {
        return findings.stream()
                .filter(finding -> finding.claim().equals(claim))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    /**
     * An ensemble at two epochs.
     *
     * @param before the standard deviation of what all entries of a row have in common at the start
     * @param after the same after training
     * @param entry makes an entry of a standard normal number
     */
    private static EnsembleResults ensemble(
            String start, String decay, double before, double after, DoubleUnaryOperator entry) {
        TreeMap<Integer, Ensemble> epochs = new TreeMap<>();
        epochs.put(0, matrices(1, before, entry));
        epochs.put(1, matrices(2, after, entry));
        NetworkEnsemble networks =
                new NetworkEnsemble(
                        IntStream.range(0, NETWORKS).mapToObj(i -> "network " + i).toList(),
                        Map.of("hidden2.weight", epochs),
                        null,
                        List.of());
        return new EnsembleResults(
                Map.of("init", start, "weight-decay", decay, "hidden", "10,10"),
                List.copyOf(EnsembleAnalysis.of(networks).layers().values()));
    }

    private static Ensemble matrices(long seed, double common, DoubleUnaryOperator entry) {
        Random random = new Random(seed);
        Ensemble ensemble = new Ensemble();
        for (int network = 0; network < NETWORKS; network++) {
            double[] matrix = new double[SIDE * SIDE];
            for (int row = 0; row < SIDE; row++) {
                double shift = common * random.nextGaussian();
                for (int column = 0; column < SIDE; column++) {
                    matrix[row * SIDE + column] =
                            shift + entry.applyAsDouble(random.nextGaussian());
                }
            }
            ensemble.add(network, Observation.square(matrix, SIDE));
        }
        return ensemble;
    }
}
