// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.export;

import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RecordPart;
import io.github.inittrace.study.FigurePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number of an epoch.
 *
 * @param tensor the tensor that it is about, {@code total} for all together; null if about none
 * @param figure its name in {@code epochs.jsonl}, see {@link FigurePath}, without the tensor's
 * @param value the number, which is finite
 */
record FigureRow(@Nullable String tensor, String figure, double value) {
    private static final Set<Class<?>> OF_TENSORS =
            Set.of(TensorMeasures.class, DistributionFit.class, MarkMeasures.class);

    /** What has a column of its own. */
    private static final String EPOCH = "index";

    /** Every number of an epoch that is defined, in the order of the record. */
    static List<FigureRow> of(EpochRecord epoch) {
        List<FigureRow> rows = new ArrayList<>();
        for (RecordPart part : RecordPart.of(epoch).parts()) {
            if (OF_TENSORS.contains(part.type())) {
                // Measures are what a tensor has of itself; the others say what they are of.
                String what = part.type() == TensorMeasures.class ? "" : part.name();
                for (RecordPart tensor : part.isList() ? part.parts() : List.of(part)) {
                    add(tensor.name(), what, tensor, rows);
                }
            } else if (part.leadsToNumber() && !part.name().equals(EPOCH)) {
                add(null, part.name(), part, rows);
            }
        }
        return rows;
    }

    private static void add(
            @Nullable String tensor, String start, RecordPart part, List<FigureRow> rows) {
        FigurePath.in(part)
                .forEach(
                        (path, value) -> {
                            if (value != null && Double.isFinite(value)) {
                                String dot = start.isEmpty() || path.isEmpty() ? "" : ".";
                                rows.add(new FigureRow(tensor, start + dot + path, value));
                            }
                        });
    }
}
