// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;

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
}
