// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BucketsTest {
    /** The values start at 0. */
    private static TensorMeasures moved(double... values) {
        return TensorMeasures.of(
                new TensorValues(
                        "w", List.of(values.length), new double[values.length], null, values));
    }

    @Test
    void deviations_withoutOutliers_areTheBinsOfTheRecord() {
        TensorMeasures measures = moved(1, 2, -2);
        Histogram histogram = measures.histogram();
        Buckets buckets = Buckets.ofDeviations(measures);

        assertThat(buckets.limits()).containsExactly(Arrays.copyOfRange(histogram.edges(), 1, 102));
        assertThat(buckets.counts())
                .containsExactly(
                        histogram.counts().stream().mapToDouble(Long::doubleValue).toArray());
        assertThat(buckets.min()).isEqualTo(histogram.low());
        assertThat(buckets.max()).isEqualTo(histogram.high());
        assertThat(buckets.count()).isEqualTo(3);
        assertThat(buckets.sum()).isCloseTo(1, within(1e-12));
        assertThat(buckets.sumOfSquares()).isCloseTo(9, within(1e-12));
    }

    @Test
    void deviations_beyondTheBins_haveBucketsOfTheirOwn() {
        // One of 100 that moved is 10 rms away.
        double[] values = new double[100];
        values[3] = -1;
        Buckets below = Buckets.ofDeviations(moved(values));
        assertThat(below.limits()).hasSize(102).startsWith(-0.5).isSorted();
        assertThat(below.counts()).startsWith(1);
        assertThat(below.min()).isEqualTo(-1);
        assertThat(below.max()).isEqualTo(0.5);
        assertThat(below.count()).isEqualTo(100);

        values[3] = 1;
        Buckets above = Buckets.ofDeviations(moved(values));
        assertThat(above.limits()).hasSize(102).endsWith(0.5, 1).isSorted();
        assertThat(above.counts()).endsWith(1);
        assertThat(above.min()).isEqualTo(-0.5);
        assertThat(above.max()).isEqualTo(1);
    }

    @Test
    void weights_areCountedFromTheSmallestToTheLargest() {
        double[] weights = DoubleStream.iterate(-1, w -> w + 0.01).limit(301).toArray();
        Buckets buckets = Buckets.ofWeights(weights);
        assertThat(buckets.min()).isEqualTo(-1);
        assertThat(buckets.max()).isEqualTo(weights[300]);
        assertThat(buckets.limits()).hasSize(101).endsWith(weights[300]);
        assertThat(Arrays.stream(buckets.counts()).sum()).isEqualTo(301);
        assertThat(buckets.sum()).isCloseTo(Arrays.stream(weights).sum(), within(1e-9));
        assertThat(buckets.sumOfSquares())
                .isCloseTo(Arrays.stream(weights).map(w -> w * w).sum(), within(1e-9));
    }

    @Test
    void whatHasNoWidth_hasNoBuckets() {
        assertThat(Buckets.ofDeviations(moved(0, 0))).isNull();
        assertThat(Buckets.ofDeviations(moved(1, Double.NaN))).isNull();
        assertThat(Buckets.ofWeights(new double[] {2, 2})).isNull();
        assertThat(Buckets.ofWeights(new double[] {1, Double.POSITIVE_INFINITY})).isNull();
        assertThat(Buckets.ofWeights(new double[0])).isNull();
    }
}
