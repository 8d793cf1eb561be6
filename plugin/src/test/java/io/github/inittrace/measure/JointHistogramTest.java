// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JointHistogramTest {

    @Test
    void cumulative_beforeAndAfter_goesUpToAllWeights() {
        double[] initial = {-1, -0.9, 0.2, 1};
        double[] current = {-2, 2, 0.1, 1.9};
        JointHistogram joint = JointHistogram.of(initial, current, 1, 2, 4);

        // w_i: [-1, 0) has two, [0, 1] two; w_f over [-2, 2] by ones: 1, 0, 1, 2.
        assertThat(joint.initialCumulative()).isEqualTo(List.of(0.5, 1.0));
        assertThat(joint.weightCumulative()).isEqualTo(List.of(0.25, 0.25, 0.5, 1.0));
    }

    @Test
    void histogram_ofAnythingButARectangle_isRefused() {
        refused(1, 2, List.of(), "one or more, found no rows");
        refused(1, 2, List.of(List.of()), "one or more, found rows of 0 to 0");
        refused(1, 2, List.of(List.of(1L), List.of(1L, 2L)), "found rows of 1 to 2");
    }

    @Test
    void histogram_overNoRange_isRefused() {
        List<List<Long>> counts = List.of(List.of(1L));
        refused(0, 2, counts, "found 0.0 and 2.0");
        refused(2, 1, counts, "found 2.0 and 1.0");
        refused(1, Double.POSITIVE_INFINITY, counts, "found 1.0 and Infinity");
        refused(Double.NaN, 1, counts, "found NaN and 1.0");
    }

    private static void refused(
            double initialReach, double weightReach, List<List<Long>> counts, String found) {
        assertThatThrownBy(() -> new JointHistogram(initialReach, weightReach, counts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(found);
    }
}
