// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.data.NoisyLabelDataSource;
import io.github.inittrace.kernels.PlainKernels;
import io.github.inittrace.lifecycle.WeightTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

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
        MutableDataset<Label> data = data(name);
        MLPClassificationModel model = trainer(name).train(data);
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

    private static MutableDataset<Label> data(String name) {
        return switch (name) {
            case "first" -> Blobs.weighted(60, 5, 3, 1, 2f);
            // Since models name where wrong labels came from.
            case "second" ->
                    fewPixels(new NoisyLabelDataSource(new DigitsDataSource(60, 1), 0.25, 7));
            default -> throw unknown(name);
        };
    }

    /** A diagonal of every image: a file with all pixels has 270 kB. */
    private static MutableDataset<Label> fewPixels(DataSource<Label> images) {
        MutableDataset<Label> few =
                new MutableDataset<>(images.getProvenance(), images.getOutputFactory());
        Set<String> names = new TreeSet<>();
        images.forEach(image -> image.forEach(pixel -> names.add(pixel.getName())));
        List<String> kept = new ArrayList<>(names);
        for (Example<Label> image : images) {
            ArrayExample<Label> part = new ArrayExample<>(image.getOutput());
            for (int i = 0; i < kept.size(); i += 29) {
                Feature pixel = image.lookup(kept.get(i));
                part.add(kept.get(i), pixel == null ? 0 : pixel.getValue());
            }
            few.add(part);
        }
        return few;
    }

    private static MLPClassificationTrainer trainer(String name) {
        MLPClassificationTrainer.Builder builder =
                MLPClassificationTrainer.builder()
                        .epochs(4)
                        .batchSize(16)
                        .kernels(new PlainKernels());
        return switch (name) {
            case "first" ->
                    builder.hiddenLayers(4, 3)
                            .featureScaling(FeatureScaling.MINUS_ONE_TO_ONE)
                            .build();
            // Since models have an activation.
            case "second" ->
                    builder.hiddenLayers(3)
                            .activation(Activation.TANH)
                            .featureScaling(FeatureScaling.DIVIDE_BY_255)
                            .build();
            default -> throw unknown(name);
        };
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("say here what '" + name + "' is to be trained on");
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
