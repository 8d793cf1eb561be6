// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.lifecycle.DeadUnits;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

class DeadUnitsTest {
    private static final MutableDataset<Label> DATA = Blobs.of(700, 6, 3, 8);

    /** Biases far from 0 leave some units of either layer without an example. */
    private static MLPClassificationTrainer.Builder biased() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(40, 30)
                .biasInitialiser(Initialiser.NORMAL, 4)
                .epochs(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void deadUnits_everyEpoch_areThoseThatAreZeroForAllExamples(int workers) {
        List<List<DeadUnits>> found = new ArrayList<>();
        List<List<DeadUnits>> expected = new ArrayList<>();
        Observation<Label> all =
                new Observation<>(
                        List.of(
                                epoch -> {
                                    found.add(epoch.deadUnits());
                                    expected.add(
                                            dead((MLPClassificationModel) epoch.session().model()));
                                }),
                        Map.of(),
                        Observation.ALL);
        biased().workers(workers).build().train(DATA, Map.of(), 0, all);
        assertThat(found).isEqualTo(expected).hasSize(4);
        assertThat(found.get(0)).allMatch(layer -> layer.dead() > 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"SIGMOID", "TANH"})
    void deadUnits_neverZero_areUndefined(Activation activation) {
        assertThat(first(biased().activation(activation)).deadUnits()).isNull();
    }

    @Test
    void deadUnits_noHiddenLayer_areNone() {
        assertThat(first(biased().hiddenLayers()).deadUnits()).isEmpty();
    }

    private static EpochEnd<Label> first(MLPClassificationTrainer.Builder builder) {
        List<EpochEnd<Label>> epochs = new ArrayList<>();
        builder.build().train(DATA, Map.of(), 0, Observation.by(epochs::add));
        return epochs.get(0);
    }

    private static List<DeadUnits> dead(MLPClassificationModel model) {
        List<Integer> sizes = model.layerSizes();
        boolean[][] fired = {new boolean[sizes.get(1)], new boolean[sizes.get(2)]};
        for (Example<Label> example : DATA) {
            double[] x = new double[sizes.get(0)];
            for (Feature feature : example) {
                x[model.getFeatureIDMap().getID(feature.getName())] = feature.getValue();
            }
            for (int l = 0; l < fired.length; l++) {
                float[] weights = model.tensor("hidden" + (l + 1) + ".weight").values();
                float[] biases = model.tensor("hidden" + (l + 1) + ".bias").values();
                double[] a = new double[biases.length];
                for (int j = 0; j < a.length; j++) {
                    a[j] = biases[j];
                    for (int i = 0; i < x.length; i++) {
                        a[j] += x[i] * weights[i * a.length + j];
                    }
                    a[j] = Math.max(a[j], 0.0);
                    fired[l][j] |= a[j] > 0.0;
                }
                x = a;
            }
        }
        List<DeadUnits> layers = new ArrayList<>();
        for (int l = 0; l < fired.length; l++) {
            int dead = 0;
            for (boolean one : fired[l]) {
                dead += one ? 0 : 1;
            }
            layers.add(new DeadUnits("hidden" + (l + 1), fired[l].length, dead));
        }
        return layers;
    }
}
