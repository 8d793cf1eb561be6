// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.ValidationRecord;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a record has no value of a figure, as far as it tells. Stateless. */
final class Absence {
    private static final String NOT_FINITE = "not finite";
    private static final String NO_PASS = "no pass yet at epoch 0";
    private static final String UNKNOWN = ": not finite, not defined or not recorded";

    /** Figures of a tensor that every tensor has whose values are finite. */
    private static final Set<String> OF_FINITE_TENSORS =
            Set.of("norm", "initialNorm", "distance", "rms", "meanAbs", "maxAbs");

    private Absence() {}

    /** The reason, in a few words. */
    static String why(FigurePath figure, NamedRun run, EpochRecord record) {
        String path = figure.text();
        if (figure.isOfRun()) {
            return path.startsWith("run.ending.") && run.run().ending() == null
                    ? "no end is recorded"
                    : "null in run.json" + UNKNOWN;
        }
        String known =
                switch (figure.name()) {
                    case "deadFraction" ->
                            run.run()
                                            .configuration()
                                            .getOrDefault("loss", "")
                                            .endsWith(".CrossEntropy")
                                    ? "the loss CrossEntropy has no dead share"
                                    : null;
                    case "runningLoss" -> record.index() == 0 ? NO_PASS : NOT_FINITE;
                    case "learningRate", "updateSize" -> record.index() == 0 ? NO_PASS : null;
                    case "epochEndLoss" -> evaluated(record.epochEndExamples(), NOT_FINITE);
                    case "epochEndAccuracy" ->
                            evaluated(record.epochEndExamples(), accuracy(record.epochEndLoss()));
                    default -> null;
                };
        if (known == null) {
            known =
                    path.startsWith("validation.")
                            ? ofSet(path, record.validation())
                            : path.startsWith("marks.") ? ofMark(record) : ofTensor(path, record);
        }
        return known == null ? "null in epochs.jsonl" + UNKNOWN : known;
    }

    private static String evaluated(int examples, String why) {
        return examples == 0 ? "not evaluated" : why;
    }

    private static String accuracy(@Nullable Double loss) {
        return loss == null ? "the loss is not finite" : "there are no classes";
    }

    private static @Nullable String ofSet(String path, List<ValidationRecord> sets) {
        for (ValidationRecord set : sets) {
            String start = "validation." + set.name();
            if (path.equals(start + ".loss")) {
                return evaluated(set.examples(), NOT_FINITE);
            }
            if (path.equals(start + ".accuracy")) {
                return evaluated(set.examples(), accuracy(set.loss()));
            }
        }
        return null;
    }

    private static String ofMark(EpochRecord record) {
        return record.marks() == null ? "no matrix started with a mark" : NOT_FINITE;
    }

    private static @Nullable String ofTensor(String path, EpochRecord record) {
        for (TensorMeasures tensor :
                Stream.concat(record.tensors().stream(), Stream.of(record.total())).toList()) {
            String start = tensor == record.total() ? "total." : "tensors." + tensor.name() + ".";
            if (path.startsWith(start)) {
                String figure = path.substring(start.length());
                Double initial = tensor.initialNorm();
                boolean isRelative = figure.equals("relativeDistance") || figure.equals("cosine");
                if (isRelative && initial != null && initial == 0) {
                    return "it starts at 0";
                }
                if (tensor.norm() == null && (isRelative || OF_FINITE_TENSORS.contains(figure))) {
                    return NOT_FINITE;
                }
            }
        }
        return null;
    }
}
