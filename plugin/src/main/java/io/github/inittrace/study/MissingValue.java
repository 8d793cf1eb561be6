// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.Moments;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.ValidationRecord;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a record has no value, as far as it tells: in a few words that fit into a cell, or by the path
 * of the figure, in words for a sentence. Stateless.
 */
public final class MissingValue {
    public static final String NOT_FINITE = "not finite";
    public static final String NOT_TIMED = "not timed";
    public static final String OLDER_RECORD = "older record";
    static final String NOT_EVALUATED = "not evaluated";
    static final String NOT_RECORDED = "not recorded";
    private static final String AT_ZERO = "starts at 0";
    private static final String NO_PASS = "no pass yet";
    private static final String AT_START = NO_PASS + " at epoch 0";
    private static final String UNKNOWN = ": not finite, not defined or not recorded";

    /** Figures of a tensor that every tensor has whose values are finite. */
    private static final Set<String> OF_FINITE_TENSORS =
            Set.of("norm", "initialNorm", "distance", "rms", "meanAbs", "maxAbs");

    private MissingValue() {}

    /** Why a figure has no value at a record, in words for a sentence. */
    public static String why(FigurePath figure, NamedRun run, EpochRecord record) {
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
                    case "runningLoss" ->
                            record.index() == 0 ? AT_START : running(run.run(), record);
                    case "learningRate", "updateSize" -> record.index() == 0 ? AT_START : null;
                    case "epochEndLoss" -> epochEnd(record);
                    case "epochEndAccuracy" ->
                            accuracyWords(record.epochEndLoss(), record.epochEndExamples());
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

    private static String accuracyWords(@Nullable Double loss, int examples) {
        if (examples == 0) {
            return NOT_EVALUATED;
        }
        return loss == null ? "the loss is not finite" : "there are no classes";
    }

    private static @Nullable String ofSet(String path, List<ValidationRecord> sets) {
        for (ValidationRecord set : sets) {
            String start = "validation." + set.name();
            if (path.equals(start + ".loss")) {
                return loss(set);
            }
            if (path.equals(start + ".accuracy")) {
                return accuracyWords(set.loss(), set.examples());
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
                boolean isRelative = figure.equals("relativeDistance") || figure.equals("cosine");
                if (isRelative && startsAtZero(tensor)) {
                    return "it starts at 0";
                }
                if (tensor.norm() == null && (isRelative || OF_FINITE_TENSORS.contains(figure))) {
                    return NOT_FINITE;
                }
            }
        }
        return null;
    }

    /** Why there is no relative distance or cosine. */
    public static String relative(TensorMeasures tensor) {
        if (startsAtZero(tensor)) {
            return AT_ZERO;
        }
        return isZero(tensor.norm()) ? "norm is 0" : NOT_FINITE;
    }

    /** Why there is no half-width of the initial values. */
    public static String halfWidth(TensorMeasures tensor) {
        return tensor.name().equals(Deviation.TOTAL) ? "one per tensor" : NOT_FINITE;
    }

    /** Why there is no correlation with the start, or no line. */
    public static String line(TensorMeasures tensor) {
        if (startsAtZero(tensor)) {
            return AT_ZERO;
        }
        return tensor.distance() == null ? NOT_FINITE : "all values equal";
    }

    /** Why there is no share of values beyond a part of the initial range. */
    public static String beyond(TensorMeasures tensor) {
        return startsAtZero(tensor) ? AT_ZERO : NOT_FINITE;
    }

    /** Why there is no update size. */
    public static String update(int epoch) {
        return epoch == 0 ? NO_PASS : NOT_FINITE;
    }

    /** Why there is no mean loss over a pass's minibatches; other tools need not have kept it. */
    public static String running(RunRecord run, EpochRecord epoch) {
        if (epoch.index() == 0) {
            return NO_PASS;
        }
        return run.training().hasFacts() ? NOT_FINITE : NOT_EVALUATED;
    }

    /**
     * Why a curve lacks a value at an epoch, or has none at all; other tools need not have kept the
     * loss of every epoch.
     */
    public static String ofCurve(RunCurves run, CurveId curve) {
        CurveId.Kind kind = curve.kind();
        if (run.values().containsKey(curve)) {
            boolean isOfData = kind.isLoss() || kind.isAccuracy();
            return isOfData && !run.record().training().hasFacts() ? NOT_EVALUATED : NOT_FINITE;
        }
        boolean isRelative = kind == CurveId.Kind.RELATIVE_DISTANCE;
        CurveId distance = new CurveId(CurveId.Kind.DISTANCE, curve.of());
        return isRelative && run.values().containsKey(distance) ? AT_ZERO : "none recorded";
    }

    /** Why there is no loss after a pass. */
    public static String epochEnd(EpochRecord epoch) {
        return epoch.epochEndExamples() == 0 ? NOT_EVALUATED : NOT_FINITE;
    }

    /** Why there is no loss on a validation set. */
    public static String loss(ValidationRecord set) {
        return set.examples() == 0 ? NOT_EVALUATED : NOT_FINITE;
    }

    /** Why there is no accuracy. */
    public static String accuracy(@Nullable Double loss, int examples) {
        if (examples == 0) {
            return NOT_EVALUATED;
        }
        return loss == null ? "loss is not finite" : "no classes";
    }

    /** Why there is no skewness or kurtosis. */
    public static String shape(Moments moments) {
        return isZero(moments.variance()) ? "all values equal" : NOT_FINITE;
    }

    /** Whether all initial values are zero, so that nothing is relative to them. */
    public static boolean startsAtZero(TensorMeasures tensor) {
        return isZero(tensor.initialNorm());
    }

    private static boolean isZero(@Nullable Double value) {
        return value != null && value == 0;
    }
}
