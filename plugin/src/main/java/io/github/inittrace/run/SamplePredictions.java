// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code samples.json}: what the initial and the trained model said to a few
 * examples, so that anybody can ask the ONNX files again without the data.
 *
 * @param schema the version of the run folder's format, {@link RunFolder#SCHEMA}
 * @param set the set the examples are of: a validation set's name, or {@code training}
 * @param outputs the names of the model's outputs, by id
 * @param samples the examples, in the order of the set
 */
public record SamplePredictions(
        int schema, String set, List<String> outputs, List<Sample> samples) {
    public SamplePredictions {
        outputs = List.copyOf(outputs);
        samples = List.copyOf(samples);
    }

    /**
     * One example.
     *
     * @param index its place in the set
     * @param truth its true output, as text
     * @param features its features by id, 0 where it has none: what the ONNX files take
     * @param initial the initial model's scores by output id; null if one is not finite
     * @param trained the trained model's
     */
    public record Sample(
            int index,
            String truth,
            List<Float> features,
            @Nullable List<Double> initial,
            @Nullable List<Double> trained) {
        public Sample {
            features = List.copyOf(features);
            initial = initial == null ? null : List.copyOf(initial);
            trained = trained == null ? null : List.copyOf(trained);
        }
    }
}
