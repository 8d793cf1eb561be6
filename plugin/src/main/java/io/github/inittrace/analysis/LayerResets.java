// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.analysis;

import io.github.inittrace.lifecycle.ReweightableModel;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.run.LayerReset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * Puts single layers, and pairs of them, of a trained classifier back to their initial weights, and
 * evaluates what remains. A layer that can be put back without loss need not have been trained
 * (Zhang, Bengio and Singer, "Are all layers created equal?", JMLR 2022).
 *
 * <p>A layer is the tensors whose names share what stands before the last dot: {@code
 * hidden1.weight} and {@code hidden1.bias}. Tribuo's own models have no dots in their names; there
 * each tensor stands alone, but for those that only a number at the end tells apart.
 */
public final class LayerResets {
    private LayerResets() {}

    /**
     * Evaluates all resets.
     *
     * @param initial the model before training
     * @param trained the model after training
     * @param sets the examples to evaluate, by name; a data set will do
     * @return the trained model itself, then each layer alone, then each pair, in the model's order
     * @throws IllegalArgumentException if the models cannot be had with other weights, do not have
     *     the same tensors, or do not know an example's label
     */
    public static List<LayerReset> of(
            Model<Label> initial,
            Model<Label> trained,
            Map<String, ? extends Iterable<Example<Label>>> sets) {
        ReweightableModel<Label> model = ModelWeights.reweightable(trained);
        List<? extends TensorView> start = ModelWeights.of(initial);
        List<? extends TensorView> end = model.tensors();
        ReweightableModel.requireSame(end, start);
        List<LayerReset> resets = new ArrayList<>();
        for (List<String> layers : choices(layers(end))) {
            List<TensorView> mixed = new ArrayList<>();
            for (int i = 0; i < end.size(); i++) {
                boolean isReset = layers.contains(layer(end.get(i).name()));
                mixed.add(isReset ? start.get(i) : end.get(i));
            }
            resets.add(new LayerReset(layers, LabelScores.of(model.withWeights(mixed), sets)));
        }
        return resets;
    }

    /** The layers that some tensors make up, in order. */
    static List<String> layers(List<? extends TensorView> tensors) {
        LinkedHashSet<String> layers = new LinkedHashSet<>();
        tensors.forEach(tensor -> layers.add(layer(tensor.name())));
        return List.copyOf(layers);
    }

    private static String layer(String tensor) {
        int dot = tensor.lastIndexOf('.');
        return dot < 0 ? tensor.replaceFirst("_[0-9]+$", "") : tensor.substring(0, dot);
    }

    /** No layer, each, each pair. */
    private static List<List<String>> choices(List<String> layers) {
        List<List<String>> choices = new ArrayList<>();
        choices.add(List.of());
        layers.forEach(layer -> choices.add(List.of(layer)));
        for (int i = 0; i < layers.size(); i++) {
            for (int j = i + 1; j < layers.size(); j++) {
                choices.add(List.of(layers.get(i), layers.get(j)));
            }
        }
        return choices;
    }
}
