// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** numpy and scipy agree with every measure, on up to two million values and on edge cases. */
class DeviationNumpyTest {
    private static JsonNode expected;
    private static Deviation measured;

    @BeforeAll
    static void measure() throws IOException {
        try (InputStream in = DeviationNumpyTest.class.getResourceAsStream("measures.json")) {
            expected = new ObjectMapper().readTree(in);
        }
        measured =
                Deviation.of(
                        List.of(
                                SplitMix.tensor(
                                        "hidden1.weight", List.of(784, 512), 1, 0.068, 0.02, 0),
                                SplitMix.tensor("hidden1.bias", List.of(512), 11, 0, 0.004, 0.001),
                                SplitMix.tensor(
                                        "hidden2.weight",
                                        List.of(2000, 1000),
                                        21,
                                        0.0447,
                                        0.3,
                                        0.01),
                                SplitMix.tensor("output.bias", List.of(3), 31, 0, 0, 0.25),
                                SplitMix.tensor(
                                        "odd.weight", List.of(1025, 1), 41, 1, 0.001, 100)));
    }

    @Test
    void tensors_eachOne_agreeWithNumpy() {
        assertThat(measured.tensors()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            Agreement.assertAgrees(
                    measured.tensors().get(i), expected.get("tensors").get(i), "tensor " + i);
        }
    }

    @Test
    void total_ofAll_agreesWithNumpyOnTheConcatenation() {
        Agreement.assertAgrees(measured.total(), expected.get("total"), "total");
    }

    @Test
    void single_tensor_equalsItsPlaceInTheModel() {
        TensorValues bias = SplitMix.tensor("hidden1.bias", List.of(512), 11, 0, 0.004, 0.001);
        assertThat(TensorMeasures.of(bias)).isEqualTo(measured.tensors().get(1));
    }

    @Test
    void histogram_valuesAtAndBesideEdges_fallWhereNumpyPutsThem() {
        JsonNode edges = expected.get("edges");
        double[] values = doubles(edges.get("values"));
        Histogram histogram = Histogram.of(values, -1, 2, 7);
        assertThat(histogram.counts()).isEqualTo(longs(edges.get("counts")));
        assertThat(histogram.below()).isEqualTo(1);
        assertThat(histogram.above()).isEqualTo(1);
        assertThat(histogram.edges()).isEqualTo(doubles(edges.get("edges")));
    }

    private static List<Long> longs(JsonNode array) {
        List<Long> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asLong()));
        return values;
    }

    private static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }
}
