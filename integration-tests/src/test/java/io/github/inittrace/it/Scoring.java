// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.interop.onnx.ONNXExternalModel;

/** ONNX Runtime, fed with raw features, by itself and through Tribuo. */
final class Scoring {
    private static final double TOLERANCE = 1e-5;

    private Scoring() {}

    /** The file gives the model's probabilities and its choice for every example. */
    static void assertRuntimeAgrees(Path file, Model<Label> model, List<Example<Label>> examples)
            throws OrtException {
        float[][] scores = score(file, raw(model.getFeatureIDMap(), examples));
        List<Prediction<Label>> predictions = model.predict(examples);
        for (int i = 0; i < examples.size(); i++) {
            Prediction<Label> expected = predictions.get(i);
            assertThat(scores[i]).hasSize(model.getOutputIDInfo().size());
            for (Label label : expected.getOutputScores().values()) {
                int id = model.getOutputIDInfo().getID(label);
                assertThat((double) scores[i][id])
                        .as("%s of example %d", label.getLabel(), i)
                        .isCloseTo(label.getScore(), within(TOLERANCE));
            }
            assertThat(largest(scores[i]))
                    .as("choice for example %d", i)
                    .isEqualTo(model.getOutputIDInfo().getID(expected.getOutput()));
        }
    }

    /** As above, with the file loaded as a Tribuo model. */
    static void assertTribuoAgrees(
            ONNXExternalModel<Label> external, Model<Label> model, List<Example<Label>> examples) {
        List<Prediction<Label>> found = external.predict(examples);
        List<Prediction<Label>> expected = model.predict(examples);
        for (int i = 0; i < examples.size(); i++) {
            assertThat(found.get(i).hasProbabilities()).isTrue();
            assertThat(found.get(i).distributionEquals(expected.get(i), TOLERANCE))
                    .as("probabilities of example %d", i)
                    .isTrue();
            assertThat(found.get(i).getOutput().getLabel())
                    .as("choice for example %d", i)
                    .isEqualTo(expected.get(i).getOutput().getLabel());
        }
    }

    /** What a file's output is for rows of features. */
    static float[][] score(Path file, float[][] input) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor tensor = OnnxTensor.createTensor(environment, input);
                OrtSession.Result result = session.run(Map.of("input", tensor))) {
            return (float[][]) result.get("output").orElseThrow().getValue();
        }
    }

    /** The features of examples as rows. */
    static <T extends Output<T>> float[][] raw(
            ImmutableFeatureMap features, List<Example<T>> examples) {
        float[][] rows = new float[examples.size()][features.size()];
        for (int i = 0; i < rows.length; i++) {
            for (Feature feature : examples.get(i)) {
                rows[i][features.getID(feature.getName())] = (float) feature.getValue();
            }
        }
        return rows;
    }

    private static int largest(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }
}
