// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.interop.onnx.DenseTransformer;
import org.tribuo.interop.onnx.LabelTransformer;
import org.tribuo.interop.onnx.MultiLabelTransformer;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.interop.onnx.OutputTransformer;
import org.tribuo.interop.onnx.RegressorTransformer;
import org.tribuo.multilabel.MultiLabel;

/** The only class that touches ONNX Runtime, so that its absence is noticed in one place. */
final class Session {
    private static final String INPUT = "input";

    private Session() {}

    static <T extends Output<T>> ONNXExternalModel<T> open(
            Path file, ModelColumns columns, OutputKind<T> kind) throws IOException {
        OrtEnvironment.getEnvironment(); // must exist before the first options do
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        try {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return ONNXExternalModel.createOnnxModel(
                    kind.factory().get(),
                    ids(columns.features(), Function.identity()),
                    ids(columns.outputs(), kind.column()),
                    new DenseTransformer(),
                    transformer(kind, columns.probabilities()),
                    options,
                    file,
                    INPUT);
        } catch (OrtException | IllegalArgumentException e) {
            options.close();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(
                    "cannot load "
                            + file
                            + ": ONNX Runtime says "
                            + String.valueOf(cause.getMessage()).strip().replaceAll("\\s+", " "),
                    e);
        }
    }

    private static <K> Map<K, Integer> ids(List<String> names, Function<String, K> key) {
        Map<K, Integer> ids = new HashMap<>();
        for (int id = 0; id < names.size(); id++) {
            ids.put(key.apply(names.get(id)), id);
        }
        return ids;
    }

    /** Tribuo's objectives for multi-labels split probabilities at 0.5 and other scores at 0. */
    @SuppressWarnings("unchecked") // each transformer has the kind's type
    private static <T extends Output<T>> OutputTransformer<T> transformer(
            OutputKind<T> kind, boolean probabilities) {
        if (kind.type().equals(Label.class)) {
            return (OutputTransformer<T>) new LabelTransformer(probabilities);
        }
        if (kind.type().equals(MultiLabel.class)) {
            return (OutputTransformer<T>)
                    new MultiLabelTransformer(probabilities ? 0.5 : 0, probabilities);
        }
        return (OutputTransformer<T>) new RegressorTransformer();
    }
}
