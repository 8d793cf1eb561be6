// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** numpy and scipy agree with every conditional distribution, on the cases of conditional.py. */
class ConditionalNumpyTest {
    private static JsonNode expected;
    private static final Map<String, ConditionalDistribution> CASES = new LinkedHashMap<>();

    @BeforeAll
    static void measure() throws IOException {
        try (InputStream in = ConditionalNumpyTest.class.getResourceAsStream("conditional.json")) {
            expected = new ObjectMapper().readTree(in);
        }
        TensorValues flat = SplitMix.tensor("w", List.of(150, 100), 51, 0.0765, 0.05, 0.01);
        double[] w0 = flat.initial();
        double[] w = flat.current();
        double[] zero = new double[w0.length];
        double[] stretched = Arrays.stream(w).map(x -> 1.25 * x).toArray();
        put("uniform", w0, stretched);
        boolean[] third = new boolean[w0.length];
        for (int i = 0; i < third.length; i += 3) {
            third[i] = true;
        }
        CASES.put(
                "masked",
                ConditionalDistribution.of(where(i -> i % 3 == 0, zero, w0), stretched, third));
        put("signless", where(i -> i % 5 == 0, zero, w0), stretched);
        put("dead", w0, where(i -> i % 10 < 3, w0, w));
        put("frozen", w0, where(i -> i % 10 < 8, w0, w));
        put("shifted", w0, Arrays.stream(w0).map(x -> x + 0.25).toArray());
        put("outlier", w0, with(w, 777, 3.0));
        TensorValues round = SplitMix.tensor("w", List.of(3001), 61, 1.0, 0.25, 0.0);
        w0 = round.initial();
        w = round.current();
        put("bell", Arrays.stream(w0).map(x -> x * x * x).toArray(), w);
        put("few", Arrays.copyOf(w0, 150), Arrays.copyOf(w, 150));
        put("just", Arrays.copyOf(w0, 200), Arrays.copyOf(w, 200));
        put("twice", Arrays.copyOf(w0, 401), Arrays.copyOf(w, 401));
        put("199 and 201", ends(199, 400), Arrays.copyOf(w, 400));
        put("200 and 200", ends(200, 400), Arrays.copyOf(w, 400));
        put("pair", Arrays.copyOf(w0, 2), Arrays.copyOf(w, 2));
        put("one", Arrays.copyOf(w0, 1), Arrays.copyOf(w, 1));
        put("none", new double[0], new double[0]);
        double[] near = nearEdges(20);
        double[] moved = SplitMix.uniform(71, near.length);
        put(
                "edges",
                near,
                IntStream.range(0, near.length).mapToDouble(i -> near[i] + moved[i]).toArray());
        put("zero", new double[500], Arrays.copyOf(w, 500));
        put("gone", w0, new double[3001]);
        put("nan", w0, with(w, 5, Double.NaN));
        put("infinite", with(w0, 5, Double.NEGATIVE_INFINITY), w);
    }

    private static void put(String name, double[] initial, double[] current) {
        CASES.put(name, ConditionalDistribution.of(initial, current));
    }

    private static double[] where(IntPredicate condition, double[] then, double[] otherwise) {
        return IntStream.range(0, otherwise.length)
                .mapToDouble(i -> condition.test(i) ? then[i] : otherwise[i])
                .toArray();
    }

    /** Some values of -0.9, and then 0.9. */
    private static double[] ends(int low, int count) {
        return IntStream.range(0, count).mapToDouble(i -> i < low ? -0.9 : 0.9).toArray();
    }

    private static double[] with(double[] values, int place, double value) {
        double[] changed = values.clone();
        changed[place] = value;
        return changed;
    }

    /** The edges of 41 bins over [-1, 1], each with its neighbours towards and away from zero. */
    private static double[] nearEdges(int times) {
        double[] edges = BinCounter.edges(-1, 1, 41);
        List<Double> near = new ArrayList<>();
        Arrays.stream(edges).forEach(near::add);
        Arrays.stream(edges).map(e -> Math.nextAfter(e, 0)).forEach(near::add);
        Arrays.stream(edges).map(e -> Math.nextAfter(e, 2 * e)).forEach(near::add);
        return IntStream.range(0, times)
                .boxed()
                .flatMap(i -> near.stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    @Test
    void cases_allOfThem_areThoseOfTheReference() {
        List<String> names = new ArrayList<>();
        expected.fieldNames().forEachRemaining(names::add);
        assertThat(CASES.keySet()).containsExactlyElementsOf(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uniform",
                "masked",
                "signless",
                "dead",
                "frozen",
                "shifted",
                "outlier",
                "bell",
                "few",
                "just",
                "twice",
                "199 and 201",
                "200 and 200",
                "pair",
                "one",
                "none",
                "edges",
                "zero",
                "gone",
                "nan",
                "infinite"
            })
    void distribution_eachCase_agreesWithScipy(String name) {
        ConditionalDistribution found = CASES.get(name);
        Agreement.assertAgrees(found, expected.get(name), name);
        JointHistogram joint = found.joint();
        if (joint != null) {
            JsonNode reference = expected.get(name).get("joint");
            Agreement.assertAgrees(
                    joint.initialMarginal(), reference.get("initialMarginal"), "of w_i");
            Agreement.assertAgrees(
                    joint.weightMarginal(), reference.get("weightMarginal"), "of w_f");
        }
    }
}
