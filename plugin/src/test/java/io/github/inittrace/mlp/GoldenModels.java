// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.kernels.PlainKernels;
import io.github.inittrace.lifecycle.WeightTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * Writes golden files: a model as this version saves it, and what it must mean to every later
 * version. A golden file is never replaced. When the format gains something, write another one
 * under a new name beside the old ones, and add it to {@link GoldenModelTest}:
 *
 * <pre>{@code
 * mvn -q -pl plugin test-compile dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp plugin/target/test-classes:plugin/target/classes:$(cat plugin/target/cp) \
 *     io.github.inittrace.mlp.GoldenModels \
 *     plugin/src/test/resources/io/github/inittrace/mlp/golden NAME
 * }</pre>
 */
final class GoldenModels {
    private GoldenModels() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String name = arguments[1];
        MutableDataset<Label> data = Blobs.weighted(60, 5, 3, 1, 2f);
        MLPClassificationModel model = trainer().train(data);
        // CREATE_NEW: an existing file is an error.
        Files.write(
                folder.resolve(name + ".pb"),
                model.serialize().toByteArray(),
                StandardOpenOption.CREATE_NEW);
        Files.writeString(
                folder.resolve(name + ".json"),
                meaning(model, data),
                StandardOpenOption.CREATE_NEW);
    }

    /** What version 0.1.0 trained for {@code first.pb}; a later file may choose otherwise. */
    private static MLPClassificationTrainer trainer() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(4, 3)
                .epochs(4)
                .batchSize(16)
                .featureScaling(FeatureScaling.MINUS_ONE_TO_ONE)
                .kernels(new PlainKernels())
                .build();
    }

    private static String meaning(MLPClassificationModel model, MutableDataset<Label> data)
            throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        ObjectNode tensors = root.putObject("tensors");
        for (WeightTensor tensor : model.tensors()) {
            ArrayNode values = tensors.putArray(tensor.name());
            for (float value : tensor.values()) {
                values.add(value);
            }
        }
        ArrayNode examples = root.putArray("examples");
        for (int i = 0; i < 6; i++) {
            Example<Label> example = data.getExample(i);
            ObjectNode node = examples.addObject();
            ObjectNode features = node.putObject("features");
            for (Feature feature : example) {
                features.put(feature.getName(), feature.getValue());
            }
            Prediction<Label> prediction = model.predict(example);
            node.put("label", prediction.getOutput().getLabel());
            ObjectNode scores = node.putObject("scores");
            prediction
                    .getOutputScores()
                    .forEach((label, score) -> scores.put(label, score.getScore()));
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** A SHA-256 over the bits of all values, in order. */
    static String hash(List<WeightTensor> tensors) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (WeightTensor tensor : tensors) {
                ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * Float.BYTES);
                bytes.asFloatBuffer().put(tensor.values());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
