// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static io.github.inittrace.measure.LossCurveAnalysis.Learner.STRONG;
import static io.github.inittrace.measure.LossCurveAnalysis.Learner.UNSTABLE;
import static io.github.inittrace.measure.LossCurveAnalysis.Learner.WEAK;
import static io.github.inittrace.measure.LossCurveAnalysis.Regime.HIGH;
import static io.github.inittrace.measure.LossCurveAnalysis.Regime.LOW;
import static io.github.inittrace.measure.LossCurveAnalysis.Regime.UNTRAINABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Minimum, divergence, regimes and classes of losses made by formulas. */
class LossCurveAnalysisTest {

    private static LossCurveAnalysis course(int last, IntToDoubleFunction loss) {
        return new LossCurveAnalysis(
                IntStream.rangeClosed(0, last).toArray(),
                IntStream.rangeClosed(0, last).mapToDouble(loss).toArray());
    }

    /** Down to 0.1 at epoch 30, then up to a plateau of 15.7 from epoch 60 on. */
    private static double unstable(int t) {
        return t <= 30 ? 2.3 - t * 2.2 / 30 : t < 60 ? 0.1 + (t - 30) * 0.05 : 15.7;
    }

    @Test
    void minimum_inTheMiddle_isTheFirstOfTies() {
        assertThat(
                        new LossCurveAnalysis(new int[] {0, 2, 4, 6}, new double[] {3, 1, 1, 2})
                                .minimum())
                .contains(new EventTime(2, false));
    }

    @Test
    void minimum_atTheLastEpoch_isCensored() {
        EventTime minimum = course(1000, t -> 2.0 / (t + 1)).minimum().orElseThrow();
        assertThat(minimum).isEqualTo(new EventTime(1000, true)).hasToString(">1000");
        assertThat(course(5, t -> Double.NaN).minimum()).isEmpty();
    }

    @Test
    void divergence_ofAPlateauHighAboveTheMinimum_isWhereItBegins() {
        assertThat(course(100, LossCurveAnalysisTest::unstable).divergence())
                .isEqualTo(new EventTime(60, false));
        assertThat(course(70, LossCurveAnalysisTest::unstable).divergence())
                .isEqualTo(new EventTime(60, false));
        assertThat(course(69, LossCurveAnalysisTest::unstable).divergence())
                .isEqualTo(new EventTime(69, true));
    }

    @Test
    void divergence_ofALossThatOnlyConverges_isCensored() {
        assertThat(course(100, t -> 0.1 + 2 * Math.exp(-t)).divergence())
                .as("the last loss is the smallest")
                .isEqualTo(new EventTime(100, true));
        assertThat(course(100, t -> t < 20 ? 1 : 2.9).divergence().isCensored()).isTrue();
    }

    @Test
    void divergence_ofALossNotFinite_isItsFirstEpoch() {
        LossCurveAnalysis course = course(20, t -> t < 7 ? 1 : t == 7 ? Double.NaN : 0.5);
        assertThat(course.divergence()).isEqualTo(new EventTime(7, false));
        assertThat(course.learner(0.6)).isEqualTo(UNSTABLE);
    }

    @Test
    void lossesOfWhichTheLowestIsNotPositive_areNeitherDivergedNorUntrainable() {
        LossCurveAnalysis hinge = course(40, t -> Math.max(0, 1 - 0.1 * t));
        LossCurveAnalysis back = course(40, t -> t == 20 ? 0 : 0.1);
        LossCurveAnalysis negative = course(40, t -> t == 20 ? -0.5 : 0.1);
        for (LossCurveAnalysis course : List.of(hinge, back, negative)) {
            assertThat(course.divergence().isCensored()).isTrue();
            assertThat(course.regimes(0.2)).containsOnly(HIGH);
        }
        assertThat(course(3, t -> t < 2 ? 0 : Double.NaN).regimes(0.2))
                .containsExactly(HIGH, HIGH, UNTRAINABLE, UNTRAINABLE);
    }

    @Test
    void regimes_ofAnUnstableRun_endUntrainable() {
        LossCurveAnalysis course = course(100, LossCurveAnalysisTest::unstable);
        List<LossCurveAnalysis.Regime> regimes = course.regimes(0.05);
        assertThat(regimes.subList(0, 31)).containsOnly(LOW);
        assertThat(regimes.subList(60, 101)).containsOnly(UNTRAINABLE);
        assertThat(course.regimes(0.2).subList(0, 31)).containsOnly(HIGH);
        assertThat(course.learner(0.2)).isEqualTo(UNSTABLE);
    }

    @Test
    void regimes_ofAShortHealthyRun_forgetTheLossesBeforeTheMinimum() {
        LossCurveAnalysis course = course(5, t -> new double[] {2.3, 0.6, 0.3, 0.2, 0.21, 0.22}[t]);
        assertThat(course.regimes(0.25)).containsOnly(HIGH);
    }

    @Test
    void regimes_ofAShortRunThatCollapses_endUntrainable() {
        LossCurveAnalysis course = course(5, t -> new double[] {2.3, 0.6, 0.3, 0.2, 0.39, 0.43}[t]);
        assertThat(course.regimes(0.25))
                .as("0.39 and 0.43 are in the mean more than twice 0.2")
                .containsExactly(HIGH, HIGH, HIGH, HIGH, HIGH, UNTRAINABLE);
        assertThat(course(3, t -> t < 2 ? 1 : Double.NaN).regimes(0.25))
                .containsExactly(LOW, LOW, UNTRAINABLE, UNTRAINABLE);
    }

    @Test
    void regimes_with20LossesBehindTheMinimum_areThoseOfTheLast20() {
        // The minimum is 1, 20 losses of 1.5 follow, and then many of 2.2 and one of 1.7.
        LossCurveAnalysis course = course(60, t -> t == 0 ? 1 : t <= 20 ? 1.5 : t < 60 ? 2.2 : 1.7);
        List<LossCurveAnalysis.Regime> regimes = course.regimes(0.5);
        assertThat(regimes.subList(0, 35)).as("14 of 2.2, 6 of 1.5").containsOnly(LOW);
        assertThat(regimes.subList(35, 61)).containsOnly(UNTRAINABLE);
    }

    @Test
    void learner_thatNeverDiverges_isStrongOrWeakByItsLowestLoss() {
        LossCurveAnalysis course = course(50, t -> 0.04 + 1.0 / (1 + t));
        assertThat(course.learner(0.05)).isEqualTo(WEAK);
        assertThat(course.learner(0.1)).isEqualTo(STRONG);
        assertThat(course.regimes(0.1)).containsOnly(HIGH);
    }

    @Test
    void course_ofNothing_isRefused() {
        assertThatThrownBy(() -> new LossCurveAnalysis(new int[1], new double[0]))
                .hasMessage("a loss needs as many epochs as values, found 1 epochs and 0 values");
    }
}
