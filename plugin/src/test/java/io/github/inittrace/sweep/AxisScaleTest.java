// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisScaleTest {
    private static AxisScale scale(String... values) {
        return AxisScale.of(new SweepAxis("width", List.of("hidden")), List.of(values));
    }

    @Test
    void equalLayers_lieAtTheirWidth() {
        AxisScale scale = scale("64,64", "8,8", "100, 100");
        assertThat(scale.numbers()).containsExactly(8.0, 64.0, 100.0);
        assertThat(scale.values()).containsExactly("8,8", "64,64", "100, 100");
        assertThat(scale.label(1)).isEqualTo("64");
        assertThat(scale("1e-3", "0.5", ".25").numbers()).containsExactly(0.001, 0.25, 0.5);
    }

    @Test
    void layersThatDiffer_andWords_lieSideBySideInTheOrderOfThePlan() {
        assertThat(scale("64,32", "8,8").isNumeric()).isFalse();
        assertThat(scale("64,32", "8,8").label(0)).isEqualTo("64,32");
        assertThat(scale("8", "8,8").isNumeric()).as("the same width twice").isFalse();
        assertThat(scale("TANH", "RELU").values()).containsExactly("TANH", "RELU");
        assertThat(scale("NaN", "1").isNumeric()).isFalse();
        assertThat(scale("").isNumeric()).isFalse();
    }
}
