// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovementTest {

    private static TensorValues tensor(double[] initial, double... current) {
        return new TensorValues("w", List.of(current.length), initial, null, current);
    }

    private static Movement movement(double[] initial, double... current) {
        Movement movement = TensorMeasures.of(tensor(initial, current)).movement();
        assertThat(movement).isNotNull();
        return movement;
    }

    @Test
    void movement_smallTensor_followsItsDefinitions() {
        Movement m = movement(new double[] {-1, 0, 1, 2}, -1, 0.5, 2, 5);
        assertThat(m.initialHalfWidth()).isEqualTo(2);
        assertThat(m.initialMeanAbs()).isEqualTo(1);
        assertThat(m.meanAbsRatio()).isEqualTo(4.5 / 4);
        assertThat(m.slope()).isCloseTo(9.75 / 5, within(1e-15));
        assertThat(m.intercept()).isCloseTo(6.5 / 4 - 9.75 / 5 / 2, within(1e-15));
        assertThat(m.correlation()).isCloseTo(9.75 / Math.sqrt(5 * 19.6875), within(1e-15));
        assertThat(m.moved()).isEqualTo(0.75);
        assertThat(m.beyondTenth()).isEqualTo(0.75);
        assertThat(m.beyondHalf()).isEqualTo(0.25);
        assertThat(m.beyondRange()).isEqualTo(0.25);
        assertThat(m.weightRms()).isEqualTo(Math.sqrt(30.25 / 4));
        assertThat(m.weightedNorm()).isEqualTo(5.5 / 4);
        assertThat(m.weightedDistance()).isEqualTo(Math.sqrt(10.25) / 4);
    }

    @Test
    void movement_untrained_isTheIdentity() {
        double[] w = {0.1, -0.2, 0.3};
        Movement m = movement(w, w.clone());
        assertThat(m.correlation()).isCloseTo(1, within(1e-15)).isLessThanOrEqualTo(1);
        assertThat(m.slope()).isCloseTo(1, within(1e-15));
        assertThat(m.intercept()).isCloseTo(0, within(1e-16));
        assertThat(m.moved()).isZero();
        assertThat(m.beyondTenth()).isZero();
        assertThat(m.meanAbsRatio()).isZero();
    }

    @Test
    void movement_zeroStart_leavesWhatIsRelativeToItUndefined() {
        Movement m = movement(new double[2], 1, 0);
        assertThat(m)
                .isEqualTo(
                        new Movement(
                                0.0,
                                0.0,
                                null,
                                null,
                                null,
                                null,
                                0.5,
                                null,
                                null,
                                null,
                                1 / Math.sqrt(2),
                                0.5,
                                0.5));
    }

    @Test
    void movement_constantStart_hasNoLineButShares() {
        double[] start = new double[3 * Chunk.LENGTH + 1];
        Arrays.fill(start, 0.1);
        double[] end = SplitMix.uniform(3, start.length);
        Movement m = movement(start, end);
        assertThat(m.correlation()).isNull();
        assertThat(m.slope()).isNull();
        assertThat(m.intercept()).isNull();
        assertThat(m.initialHalfWidth()).isEqualTo(0.1);
        assertThat(m.beyondRange()).isNotNull();
    }

    @Test
    void movement_constantEnd_hasALineButNoCorrelation() {
        Movement m = movement(new double[] {1, 2, 3}, 7, 7, 7);
        assertThat(m.correlation()).isNull();
        assertThat(m.slope()).isZero();
        assertThat(m.intercept()).isEqualTo(7);
    }

    @Test
    void movement_oneValue_hasNoLine() {
        Movement m = movement(new double[] {2}, 3);
        assertThat(m.correlation()).isNull();
        assertThat(m.slope()).isNull();
        assertThat(m.beyondTenth()).isEqualTo(1);
        assertThat(m.beyondHalf()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void movement_valueNotFinite_isUndefinedButTheStartIsNot(double bad) {
        Movement m = movement(new double[] {1, 2, 3}, 1, bad, 3);
        assertThat(m)
                .isEqualTo(
                        new Movement(
                                3.0, 2.0, null, null, null, null, null, null, null, null, null,
                                null, null));
    }

    @Test
    void movement_emptyTensor_isUndefined() {
        Movement m = movement(new double[0]);
        assertThat(m.initialMeanAbs()).isNull();
        assertThat(m.moved()).isNull();
        assertThat(m.weightedNorm()).isNull();
        assertThat(m.slope()).isNull();
    }

    @Test
    void total_tensorsOfSeveralRanges_countsEachAgainstItsOwn() {
        Movement total =
                Deviation.of(
                                List.of(
                                        tensor(new double[] {1, -1}, 1.2, -1),
                                        tensor(new double[] {10, -10}, 10.2, -16),
                                        tensor(new double[1], 9)))
                        .total()
                        .movement();
        assertThat(total).isNotNull();
        assertThat(total.initialHalfWidth()).isNull();
        assertThat(total.moved()).isEqualTo(0.8);
        assertThat(total.beyondTenth()).isEqualTo(0.5);
        assertThat(total.beyondHalf()).isEqualTo(0.25);
        assertThat(total.beyondRange()).isZero();
    }
}
