// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tensors of a model are its weights, by the rule by which a comparison counts them, so that
 * whatever else measures a model measures the same.
 *
 * @param counted the weights in the file's order; quantised ones with the numbers that their
 *     integers stand for
 * @param unscaled integers that stand for numbers, and it is not known for which; their type's name
 *     says why
 * @param others what is neither, each name with the reason behind it in brackets, as the file has
 *     it
 */
public record ModelWeights(
        List<StoredTensor> counted, List<StoredTensor> unscaled, List<String> others) {

    public ModelWeights {
        counted = List.copyOf(counted);
        unscaled = List.copyOf(unscaled);
        others = List.copyOf(others);
    }

    /** Looks through a model, of which no values are read. */
    public static ModelWeights of(OnnxFile file) {
        Map<String, Weight> byName = new HashMap<>();
        TensorUses.of(file).weights().forEach(weight -> byName.put(weight.tensor().name(), weight));
        List<StoredTensor> counted = new ArrayList<>();
        List<StoredTensor> unscaled = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (StoredTensor tensor : file.tensors()) {
            Weight weight = byName.get(tensor.name());
            if (weight != null && weight.isUnscaled()) {
                unscaled.add(weight.tensor());
            } else if (weight != null && weight.tensor().isWeight() && tensor.count() > 0) {
                counted.add(weight.tensor());
            } else {
                others.add(tensor.name() + " (" + reason(tensor, weight) + ")");
            }
        }
        return new ModelWeights(counted, unscaled, others);
    }

    private static String reason(StoredTensor tensor, @Nullable Weight weight) {
        if (weight == null) {
            return "scale or zero point";
        }
        if (Weight.kind(tensor) != Weight.Kind.NUMBERS) {
            return tensor.typeName();
        }
        return tensor.count() == 0 ? "empty" : "a setting";
    }
}
