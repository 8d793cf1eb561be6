// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.measure.SplitMix;
import io.github.inittrace.run.Spectrum;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SingularValuesTest {

    @Test
    void matrices_ofAnyShape_agreeWithNumpy() throws IOException {
        JsonNode matrices =
                new ObjectMapper()
                        .readTree(SingularValuesTest.class.getResource("singular-values.json"));
        assertThat(matrices).hasSize(6);
        for (JsonNode numpy : matrices) {
            int rows = numpy.get("rows").asInt();
            int columns = numpy.get("columns").asInt();
            double[] matrix = SplitMix.uniform(numpy.get("seed").asLong(), rows * columns);
            Spectrum found = SingularValues.of(matrix, rows, columns);

            double largest = numpy.get("values").get(0).asDouble();
            assertThat(found.values()).hasSize(numpy.get("values").size());
            for (int i = 0; i < found.values().size(); i++) {
                assertThat(found.values().get(i))
                        .isCloseTo(numpy.get("values").get(i).asDouble(), within(1e-13 * largest));
            }
            close(found.effectiveRank(), numpy.get("effectiveRank"));
            close(found.stableRank(), numpy.get("stableRank"));
        }
    }

    @Test
    void matrix_ofRankOne_hasRanksOfOne() {
        double[] matrix = new double[12 * 5];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (1 + i / 5) * (1 - i % 5);
        }
        Spectrum found = SingularValues.of(matrix, 12, 5);
        assertThat(found.values()).hasSize(5);
        assertThat(found.values().get(1)).isLessThan(1e-14 * found.values().get(0));
        assertThat(found.effectiveRank()).isCloseTo(1, within(1e-12));
        assertThat(found.stableRank()).isCloseTo(1, within(1e-12));
    }

    @Test
    void identity_hasItsFullRank() {
        double[] identity = new double[16];
        for (int i = 0; i < 16; i += 5) {
            identity[i] = 3;
        }
        Spectrum found = SingularValues.of(identity, 4, 4);
        assertThat(found.values()).containsExactly(3.0, 3.0, 3.0, 3.0);
        assertThat(found.effectiveRank()).isCloseTo(4, within(1e-12));
        assertThat(found.stableRank()).isEqualTo(4);
    }

    @Test
    void matrix_ofZeros_hasNoRank() {
        assertThat(SingularValues.of(new double[6], 3, 2))
                .isEqualTo(new Spectrum(List.of(0.0, 0.0), null, null));
    }

    @Test
    void matrix_withNaN_hasNoSingularValues() {
        double[] matrix = {1, 2, Double.NaN, 4};
        assertThat(SingularValues.of(matrix, 2, 2)).isEqualTo(new Spectrum(List.of(), null, null));
    }

    @Test
    void matrix_decomposed_staysAsItWas() {
        double[] matrix = SplitMix.uniform(7, 30);
        double[] before = Arrays.copyOf(matrix, 30);
        SingularValues.of(matrix, 6, 5);
        assertThat(matrix).isEqualTo(before);
    }

    private static void close(Double found, JsonNode numpy) {
        assertThat(found).isCloseTo(numpy.asDouble(), within(1e-12 * numpy.asDouble()));
    }
}
