// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.TensorDiff;
import io.github.inittrace.measure.Difference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pages' sample of comparing two models, for Java. */
final class Differ {
    private Differ() {}

    /** The relative distance of every tensor. */
    static Map<String, Double> of(Path before, Path after) throws IOException {
        Map<String, Double> distances = new LinkedHashMap<>();
        // sample: begin
        for (TensorDiff tensor : ModelDiff.of(before, after).tensors()) {
            Difference difference = tensor.difference(); // null if the shapes are different
            if (difference != null) {
                distances.put(tensor.name(), difference.distance());
            }
        }
        // sample: end
        return distances;
    }
}
