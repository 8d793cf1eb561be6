// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortNamesTest {
    /** Settings in the order given: name, value, name, value. */
    private static Map<String, String> run(String... settings) {
        Map<String, String> run = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            run.put(settings[i], settings[i + 1]);
        }
        return run;
    }

    @SafeVarargs
    private static List<String> labels(Map<String, String>... runs) {
        ShortNames names = ShortNames.of(List.of(runs));
        return Arrays.stream(runs).map(names::label).toList();
    }

    @Test
    void label_usualSettings_isShort() {
        assertThat(
                        labels(
                                run("hiddenLayers", "[64,64]", "learningRate", "0.5", "seed", "2"),
                                run("hiddenLayers", "[]", "learningRate", "1.0E-4", "seed", "3")))
                .containsExactly(
                        "64,64 · rate 0.5 · seed 2", "no hidden layers · rate 1.0E-4 · seed 3");
    }

    @Test
    void label_whatIsEmpty_isLeftOut() {
        assertThat(
                        labels(
                                run("mark.rows", "[]", "seed", "2"),
                                run("mark.rows", "[3,4]", "seed", "2")))
                .containsExactly("seed 2", "rows 3,4 · seed 2");
        assertThat(labels(run("mark.rows", "[]"), run("mark.rows", "[3,4]")))
                .containsExactly("", "rows 3,4");
    }

    @Test
    void label_partsOfAComponent_areSaidWhereTheyDifferAmongItsOwners() {
        assertThat(
                        labels(
                                run("optimiser", "SGD", "optimiser.momentum", "0.9"),
                                run("optimiser", "Adam", "optimiser.beta1", "0.9"),
                                run("optimiser", "Adam", "optimiser.beta1", "0.5")))
                .containsExactly("SGD", "Adam · beta1 0.9", "Adam · beta1 0.5");
    }

    @Test
    void label_sameLastPartTwice_isToldApart() {
        assertThat(labels(run("inner.seed", "1", "seed", "2", "batchSize", "8")))
                .containsExactly("inner seed 1 · seed 2 · batch 8");
    }

    @Test
    void label_switches_areWords() {
        assertThat(labels(run("shuffle", "true"), run("shuffle", "false")))
                .containsExactly("shuffle", "no shuffle");
    }
}
