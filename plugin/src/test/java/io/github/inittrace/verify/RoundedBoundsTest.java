// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.measure.TensorValues;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Measures of double weights against those of the same weights in float32. */
class RoundedBoundsTest {
    private static final int SIZE = 3000;

    /** Starts and steps from far larger than each other to far smaller, about any centre. */
    @Test
    void bounds_ofRoundedWeights_holdWhateverTheirSizes() {
        Random random = new Random(7);
        for (double centre : new double[] {0, 1, -300}) {
            for (double spread : new double[] {1e-6, 1, 1e5}) {
                for (double step : new double[] {0, 1e-9, 1e-3, 10}) {
                    double[] initial = new double[SIZE];
                    double[] current = new double[SIZE];
                    for (int i = 0; i < SIZE; i++) {
                        initial[i] = centre + spread * random.nextGaussian();
                        current[i] = initial[i] + step * random.nextGaussian();
                    }
                    assertThat(compared(initial, current).differences())
                            .as("centre %s, spread %s, step %s", centre, spread, step)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void bounds_ofAZeroStart_hold() {
        double[] current = new Random(3).doubles(SIZE, -0.1, 0.1).toArray();
        RecordComparison comparison = compared(new double[SIZE], current);
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.left()).doesNotContain("distance", "norm", "histogram");
    }

    @Test
    void bounds_ofOrdinaryWeights_areNarrow() {
        double[] initial = new Random(1).doubles(SIZE, -0.1, 0.1).toArray();
        double[] current = initial.clone();
        for (int i = 0; i < SIZE; i++) {
            current[i] += 0.01 * Math.sin(i);
        }
        TensorMeasures found = measures(round(initial), round(current));
        RoundedBounds bounds =
                new RoundedBounds(found, List.of(round(initial)), List.of(round(current)));
        for (String path : List.of("distance", "norm", "rms", "meanAbs", "weights.kurtosis")) {
            assertThat(bounds.of(path, found.distance())).as(path).isLessThan(1e-5);
        }
        assertThat(compared(initial, current).left())
                .containsExactlyInAnyOrder(
                        "movement.correlation", "movement.slope", "movement.intercept");
    }

    private static RecordComparison compared(double[] initial, double[] current) {
        double[] start = round(initial);
        double[] end = round(current);
        TensorMeasures found = measures(start, end);
        RecordComparison comparison =
                new RecordComparison(new RoundedBounds(found, List.of(start), List.of(end)));
        comparison.compare("", measures(initial, current), found);
        return comparison;
    }

    private static TensorMeasures measures(double[] initial, double[] current) {
        return Deviation.of(List.of(new TensorValues("w", List.of(SIZE), initial, null, current)))
                .tensors()
                .get(0);
    }

    private static double[] round(double[] values) {
        return Arrays.stream(values).map(value -> (float) value).toArray();
    }
}
