// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.inittrace.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What ONNX Runtime makes of rows of numbers, without the names and types that {@link
 * ExternalModels} puts around them.
 */
public final class RawScores {
    private RawScores() {}

    /**
     * Runs a network.
     *
     * @param model an ONNX file with the input {@code input} and the output {@code output}
     * @param rows the features of examples
     * @return the outputs of each
     * @throws IOException if it cannot be run; one sentence that names the file
     * @throws LinkageError if there is no ONNX Runtime
     */
    public static float[][] of(Path model, float[][] rows) throws IOException {
        OnnxFile.open(model).requireOwnFiles();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = options();
                OrtSession session = environment.createSession(model.toString(), options);
                OnnxTensor input = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = session.run(Map.of("input", input))) {
            OnnxValue output = result.get("output").orElse(null);
            if (output == null || !(output.getValue() instanceof float[][] scores)) {
                throw new IOException(
                        "cannot run "
                                + model
                                + ": expected an output 'output' of rows of float32, found "
                                + (output == null ? "none" : output.getInfo()));
            }
            return scores;
        } catch (OrtException e) {
            throw new IOException(
                    "cannot run " + model + ": " + String.valueOf(e.getMessage()).strip(), e);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return options;
    }
}
