// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.LossLevelRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the weights of a run were when its loss first came down to a level.
 *
 * @param level the level
 * @param step how many steps had been taken
 * @param measures the distances and norms of every tensor there, without those that are not finite
 */
public record LossLevel(double level, long step, Map<CurveId, Double> measures) {
    /** Copies the map in its order. */
    public LossLevel {
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }

    static LossLevel of(LossLevelRecord reached) {
        Map<CurveId, Double> measures = new LinkedHashMap<>();
        reached.tensors().forEach(tensor -> put(tensor, measures));
        put(reached.total(), measures);
        return new LossLevel(reached.level(), reached.step(), measures);
    }

    private static void put(TensorMeasures tensor, Map<CurveId, Double> measures) {
        Movement movement = tensor.movement();
        put(Kind.RELATIVE_DISTANCE, tensor, tensor.relativeDistance(), measures);
        put(
                Kind.MEAN_ABS_RATIO,
                tensor,
                movement == null ? null : movement.meanAbsRatio(),
                measures);
        put(Kind.DISTANCE, tensor, tensor.distance(), measures);
        put(Kind.NORM, tensor, tensor.norm(), measures);
    }

    private static void put(
            Kind kind,
            TensorMeasures tensor,
            @Nullable Double value,
            Map<CurveId, Double> measures) {
        if (value != null && Double.isFinite(value)) {
            measures.put(new CurveId(kind, tensor.name()), value);
        }
    }
}
