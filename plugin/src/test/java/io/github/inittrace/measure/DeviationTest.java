// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviationTest {

    private static TensorMeasures measure(
            double[] initial, double @Nullable [] previous, double... current) {
        return TensorMeasures.of(
                new TensorValues("w", List.of(current.length), initial, previous, current));
    }

    @Test
    void measures_smallTensor_followTheirDefinitions() {
        TensorMeasures m = measure(new double[] {3, 4}, new double[] {3, 0}, 3, 1);
        assertThat(m.norm()).isEqualTo(Math.sqrt(10));
        assertThat(m.initialNorm()).isEqualTo(5);
        assertThat(m.distance()).isEqualTo(3);
        assertThat(m.relativeDistance()).isEqualTo(0.6);
        assertThat(m.rms()).isEqualTo(3 / Math.sqrt(2));
        assertThat(m.meanAbs()).isEqualTo(1.5);
        assertThat(m.maxAbs()).isEqualTo(3);
        assertThat(m.cosine()).isCloseTo(13 / (5 * Math.sqrt(10)), within(1e-15));
        assertThat(m.updateSize()).isEqualTo(1);
        assertThat(m.weights()).isEqualTo(new Moments(2.0, 1.0, 0.0, 1.0));
        assertThat(m.deviations().mean()).isEqualTo(-1.5);
    }

    @Test
    void measures_untrained_haveNoHistogramAndCosineOne() {
        double[] w = {0.1, -0.2, 0.3};
        TensorMeasures m = measure(w, null, w.clone());
        assertThat(m.distance()).isZero();
        assertThat(m.cosine()).isCloseTo(1, within(1e-15)).isLessThanOrEqualTo(1);
        assertThat(m.updateSize()).isNull();
        assertThat(m.deviations()).isEqualTo(new Moments(0.0, 0.0, null, null));
        assertThat(m.histogram()).isNull();
    }

    @Test
    void measures_zeroStart_leaveRatiosUndefined() {
        TensorMeasures m = measure(new double[2], new double[2], 1, 1);
        assertThat(m.relativeDistance()).isNull();
        assertThat(m.cosine()).isNull();
        assertThat(m.distance()).isEqualTo(Math.sqrt(2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200})
    void measures_valuesBeyondDouble_areNull(double bad) {
        TensorMeasures m = measure(new double[] {1, 2, 3}, new double[3], 1, bad, 3);
        assertThat(m.norm()).isNull();
        assertThat(m.distance()).isNull();
        assertThat(m.relativeDistance()).isNull();
        assertThat(m.rms()).isNull();
        assertThat(m.cosine()).isNull();
        assertThat(m.updateSize()).isNull();
        assertThat(m.weights().variance()).isNull();
        assertThat(m.deviations().kurtosis()).isNull();
        assertThat(m.histogram()).isNull();
        assertThat(m.initialNorm()).isEqualTo(Math.sqrt(14));
    }

    @Test
    void total_oneTensorDiverged_isUndefinedAndTheOthersAreNot() {
        TensorValues good =
                new TensorValues("a", List.of(1), new double[] {1}, null, new double[] {2});
        TensorValues bad =
                new TensorValues("b", List.of(1), new double[] {1}, null, new double[] {0.0 / 0.0});
        Deviation deviation = Deviation.of(List.of(good, bad));
        assertThat(deviation.tensors().get(0).distance()).isEqualTo(1);
        assertThat(deviation.total().distance()).isNull();
        assertThat(deviation.total().histogram()).isNull();
        assertThat(deviation.total().name()).isEqualTo("total");
        assertThat(deviation.total().shape()).isEmpty();
        assertThat(deviation.total().count()).isEqualTo(2);
    }

    @Test
    void measures_emptyTensor_areUndefinedNotWrong() {
        TensorMeasures m = measure(new double[0], null);
        assertThat(m.count()).isZero();
        assertThat(m.rms()).isNull();
        assertThat(m.meanAbs()).isNull();
        assertThat(m.weights()).isEqualTo(new Moments(null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.5, 3, 1e6})
    void measures_scaled_scaleAlong(double factor) {
        TensorValues plain = SplitMix.tensor("w", List.of(3000), 5, 0.1, 0.02, 0.003);
        TensorMeasures before = TensorMeasures.of(plain);
        TensorMeasures after =
                measure(
                        scale(plain.initial(), factor),
                        scale(plain.previous(), factor),
                        scale(plain.current(), factor));
        assertThat(after.distance() / before.distance()).isCloseTo(factor, within(1e-12 * factor));
        assertThat(after.updateSize() / before.updateSize())
                .isCloseTo(factor, within(1e-12 * factor));
        assertThat(after.relativeDistance()).isCloseTo(before.relativeDistance(), within(1e-12));
        assertThat(after.cosine()).isCloseTo(before.cosine(), within(1e-12));
        assertThat(after.deviations().skewness())
                .isCloseTo(before.deviations().skewness(), within(1e-9));
        assertThat(after.weights().kurtosis())
                .isCloseTo(before.weights().kurtosis(), within(1e-10));
    }

    @Test
    void moments_shifted_keepTheirSpreadAndShape() {
        double[] values = SplitMix.uniform(3, 5000);
        double[] shifted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.rint(values[i] * 1000) / 1024;
            shifted[i] = values[i] + 1e6;
        }
        Moments a = Moments.of(values);
        Moments b = Moments.of(shifted);
        assertThat(b.mean() - 1e6).isCloseTo(a.mean(), within(1e-9));
        assertThat(b.variance()).isCloseTo(a.variance(), within(1e-12));
        assertThat(b.skewness()).isCloseTo(a.skewness(), within(1e-10));
        assertThat(b.kurtosis()).isCloseTo(a.kurtosis(), within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(doubles = {3.75, 3, 0, -2})
    void powerSums_aboutAnyCentre_giveTheSumsAboutTheMean(double centre) {
        PowerSums sums = new PowerSums(centre);
        sums.addBlock(new double[] {1, 2, 4, 8}, 0, 4);
        PowerSums.Central central = sums.central();
        assertThat(central.mean()).isEqualTo(3.75);
        assertThat(central.m2()).isCloseTo(28.75, within(1e-11));
        assertThat(central.m3()).isCloseTo(50.625, within(1e-11));
        assertThat(central.m4()).isCloseTo(392.828125, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, -1e9, 3e-20})
    void moments_equalValues_haveNoShape(double value) {
        double[] values = new double[4097];
        java.util.Arrays.fill(values, value);
        Moments moments = Moments.of(values);
        assertThat(moments.mean()).isCloseTo(value, within(Math.abs(value) * 1e-15));
        assertThat(moments.variance()).isZero();
        assertThat(moments.skewness()).isNull();
        assertThat(moments.kurtosis()).isNull();
    }

    @Test
    void measures_equalValuesInManyPieces_haveNoShape() {
        double[] values = new double[3 * Chunk.LENGTH + 1];
        java.util.Arrays.fill(values, 0.1);
        TensorMeasures m = measure(values, null, values);
        assertThat(m.weights().variance()).isZero();
        assertThat(m.weights().skewness()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void measures_anyNumberOfThreads_haveTheSameBits(int threads) throws Exception {
        List<TensorValues> tensors =
                List.of(
                        SplitMix.tensor("w", List.of(5 * Chunk.LENGTH + 3), 5, 0.1, 0.02, 0.003),
                        SplitMix.tensor("b", List.of(10), 7, 0, 0.01, 0));
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            assertThat(pool.submit(() -> Deviation.of(tensors)).get())
                    .isEqualTo(Deviation.of(tensors));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void tensor_lengthsApart_areRefused() {
        assertThatThrownBy(
                        () ->
                                new TensorValues(
                                        "w",
                                        List.of(2, 2),
                                        new double[4],
                                        new double[4],
                                        new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "tensor 'w' of shape [2, 2] has 4 values, found 4 initial, 4 previous and"
                                + " 3 current ones");
    }

    @Test
    void histogram_valuesOutside_areCountedBesideAndNansNowhere() {
        Histogram h =
                Histogram.of(
                        new double[] {-2, 0, 0.5, 1, 1.5, Double.NaN, Double.NEGATIVE_INFINITY, 9},
                        0,
                        1,
                        2);
        assertThat(h).isEqualTo(new Histogram(0, 1, 2, List.of(1L, 2L), 2));
    }

    @Test
    void histogram_badRangeOrBins_isRefused() {
        assertThatThrownBy(() -> Histogram.of(new double[0], 0, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a histogram needs at least one bin, found 0");
        assertThatThrownBy(() -> Histogram.of(new double[0], 1, 1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a histogram needs a finite range with low < high, found [1.0, 1.0]");
    }

    private static double[] scale(double @Nullable [] values, double factor) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = factor * values[i];
        }
        return scaled;
    }
}
