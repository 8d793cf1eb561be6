// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** numpy and scipy agree with every measure, on up to two million values and on edge cases. */
class DeviationNumpyTest {
    /** Deviations of exactly 0, a / 2 and a among others, where a is 1. */
    private static final double[] THRESHOLDS = {0, 0.5, -0.5, 0.25, 1, -1, 1.5, 2};

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
    void edgeCases_eachOne_agreeWithNumpy() {
        TensorValues usual = SplitMix.tensor("w", List.of(100_000), 51, 0.1, 0.02, 0.001);
        double[] w0 = usual.initial();
        double[] w = usual.current();
        int n = w.length;
        List<TensorMeasures> found =
                List.of(
                        measures("untrained", w0, i -> w0[i]),
                        measures("constant start", constant(n), i -> w[i]),
                        measures("constant end", w0, i -> 0.1),
                        measures("constant deviation", w0, i -> w0[i] + 0.25),
                        measures("exact zeros", w0, i -> i % 10 < 3 ? w0[i] : w[i]),
                        measures("at the thresholds", ones(), i -> 1 + THRESHOLDS[i]),
                        measures("zero start", new double[1000], i -> w[i]),
                        measures("zero end", Arrays.copyOf(w0, 1000), i -> 0),
                        measures("one value", Arrays.copyOf(w0, 1), i -> w[i]),
                        measures("two values", Arrays.copyOf(w0, 2), i -> w[i]),
                        measures("nan", w0, i -> i == 5 ? Double.NaN : w[i]),
                        measures("infinite", w0, i -> i == 5 ? Double.NEGATIVE_INFINITY : w[i]));
        JsonNode cases = expected.get("edgeCases");
        assertThat(cases).hasSize(found.size());
        for (int i = 0; i < found.size(); i++) {
            Agreement.assertAgrees(found.get(i), cases.get(i), found.get(i).name());
        }
    }

    private static TensorMeasures measures(
            String name, double[] initial, IntToDoubleFunction current) {
        return TensorMeasures.of(
                new TensorValues(
                        name,
                        List.of(initial.length),
                        initial,
                        null,
                        IntStream.range(0, initial.length).mapToDouble(current).toArray()));
    }

    private static double[] constant(int count) {
        return DoubleStream.generate(() -> 0.1).limit(count).toArray();
    }

    private static double[] ones() {
        return DoubleStream.generate(() -> 1).limit(THRESHOLDS.length).toArray();
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
