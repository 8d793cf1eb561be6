// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A multi-layer perceptron that stands in an ONNX file, whoever wrote it.
 *
 * @param layers from the input to the output, at least one
 * @param activation the operator between layers, {@code Relu}, {@code Sigmoid} or {@code Tanh};
 *     null if there is only one layer
 * @param scaling what is done to the input before the first layer; null if nothing is
 * @param features what the inputs stand for, by column; null if the file does not say
 * @param labels what the outputs stand for, by column; null if the file does not say
 * @param sha256 the SHA-256, in hexadecimal, of the file and, where it keeps weights of layers in
 *     other files, of these behind it, one after the other in the order in which they are first used
 */
public record OnnxMLP(
        List<Layer> layers,
        @Nullable String activation,
        @Nullable Scaling scaling,
        @Nullable List<String> features,
        @Nullable List<String> labels,
        String sha256) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public OnnxMLP {
        layers = List.copyOf(layers);
    }

    /**
     * A layer, output = input · weight + bias, in float32: other types are rounded to it.
     *
     * @param inputs how many inputs it has
     * @param outputs how many outputs
     * @param weight a row for each input, row after row; not copied
     * @param bias a value for each output; null if the layer has none; not copied
     */
    public record Layer(int inputs, int outputs, float[] weight, float @Nullable [] bias) {}

    /**
     * What becomes of a value x of the input: x · factor + offset.
     *
     * @param factor the factor
     * @param offset what is added
     */
    public record Scaling(double factor, double offset) {}

    /** How many values an example has. */
    public int inputs() {
        return layers.get(0).inputs;
    }

    /** How many classes there are. */
    public int outputs() {
        return layers.get(layers.size() - 1).outputs;
    }

    /**
     * Reads a perceptron: Gemm, or MatMul and Add, per layer; Relu, Sigmoid or Tanh between; before
     * them Flatten, Reshape and arithmetic with single numbers; at the end perhaps Softmax or
     * LogSoftmax. Casts, Identity and Dropout, which does nothing outside training, may stand
     * anywhere.
     *
     * @param file an ONNX model
     * @return the network; its weights are finite numbers
     * @throws IOException if the file cannot be read or holds another kind of model; the message is
     *     one sentence that names the file and the node
     */
    public static OnnxMLP read(Path file) throws IOException {
        OnnxFile opened = OnnxFile.open(file);
        OnnxMl.ModelProto model = opened.model();
        try {
            StartTensors files = new StartTensors(opened);
            GraphIndex graph = new GraphIndex(model.getGraph());
            GraphConstants constants = new GraphConstants(graph, files);
            MLPChain chain = MLPChain.of(graph, constants);
            List<Layer> layers = chain.layers();
            return new OnnxMLP(
                    layers,
                    chain.activation(),
                    chain.scaling(),
                    names(model, "inittrace.features", layers.get(0).inputs),
                    names(model, "inittrace.labels", layers.get(layers.size() - 1).outputs),
                    files.sha256());
        } catch (NoPerceptronException e) {
            throw new IOException(file + " cannot be started from: " + e.getMessage(), e);
        }
    }

    private static @Nullable List<String> names(OnnxMl.ModelProto model, String key, int count)
            throws NoPerceptronException {
        String text = OnnxWeights.metadata(model).get(key);
        if (text == null) {
            return null;
        }
        JsonNode list;
        try {
            list = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            list = MissingNode.getInstance();
        }
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(name.asText()));
        if (!list.isArray() || list.size() != count || names.size() != count) {
            throw new NoPerceptronException(
                    "its metadata '"
                            + key
                            + "' must be a JSON list of "
                            + count
                            + " different names, found "
                            + (list.isArray()
                                    ? list.size() + " of which " + names.size() + " differ"
                                    : "something else"));
        }
        return List.copyOf(names);
    }
}
