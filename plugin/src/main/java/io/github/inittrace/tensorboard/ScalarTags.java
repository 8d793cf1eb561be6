// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.EpochRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of an epoch that become scalars. A tag is the last part of the figure's name in {@code
 * epochs.jsonl}, a slash, and the rest: TensorBoard puts together what is the same before the slash,
 * which is one figure of all tensors. Stateless.
 */
final class ScalarTags {
    private ScalarTags() {}

    /** The values by tag, without those that are undefined. */
    static Map<String, Double> of(EpochRecord epoch) {
        Map<String, @Nullable Double> all = new LinkedHashMap<>();
        all.put("loss/running", epoch.runningLoss());
        all.put("loss/epochEnd", epoch.epochEndLoss());
        epoch.validation().forEach(set -> all.put("loss/validation." + set.name(), set.loss()));
        all.put("accuracy/epochEnd", epoch.epochEndAccuracy());
        epoch.validation()
                .forEach(set -> all.put("accuracy/validation." + set.name(), set.accuracy()));
        all.put("learningRate", epoch.learningRate());
        all.put("deadFraction", epoch.deadFraction());
        if (epoch.deadUnits() != null) {
            epoch.deadUnits()
                    .forEach(layer -> all.put("dead/" + layer.layer(), (double) layer.dead()));
        }
        Stream.concat(epoch.tensors().stream(), Stream.of(epoch.total()))
                .forEach(tensor -> add(tensor, all));
        Map<String, Double> defined = new LinkedHashMap<>();
        all.forEach(
                (tag, value) -> {
                    if (value != null) {
                        defined.put(tag, value);
                    }
                });
        return defined;
    }

    private static void add(TensorMeasures tensor, Map<String, @Nullable Double> all) {
        String end = "/" + tensor.name();
        all.put("norm" + end, tensor.norm());
        all.put("distance" + end, tensor.distance());
        all.put("relativeDistance" + end, tensor.relativeDistance());
        all.put("meanAbs" + end, tensor.meanAbs());
        all.put("maxAbs" + end, tensor.maxAbs());
        all.put("cosine" + end, tensor.cosine());
        all.put("updateSize" + end, tensor.updateSize());
        Movement movement = tensor.movement();
        if (movement != null) {
            all.put("meanAbsRatio" + end, movement.meanAbsRatio());
            all.put("slope" + end, movement.slope());
            all.put("correlation" + end, movement.correlation());
        }
    }
}
