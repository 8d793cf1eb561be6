// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an ONNX file of a run says without being executed: its weights, in memory, and its metadata.
 *
 * @param tensors the float32 initialisers of the graph, in the file's order
 * @param metadata the model's metadata properties, in the file's order
 */
public record OnnxWeights(List<OnnxTensor> tensors, Map<String, String> metadata) {

    public OnnxWeights {
        tensors = List.copyOf(tensors);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads a model's weights. Memory is bounded by the size of the file, whatever it claims.
     *
     * @param file an ONNX model
     * @return its weights and metadata
     * @throws IOException if the file cannot be read, is no ONNX model, or keeps a weight as
     *     anything but float32; the message names the file
     */
    public static OnnxWeights read(Path file) throws IOException {
        OnnxFile opened = OnnxFile.open(file);
        List<OnnxTensor> tensors = new ArrayList<>();
        // The initialisers of the graph itself come first.
        int initialisers = opened.model().getGraph().getInitializerCount();
        for (StoredTensor tensor : opened.tensors().subList(0, initialisers)) {
            if (tensor.type() != ElementType.FLOAT) {
                throw new IOException(
                        file
                                + " cannot be used: tensor '"
                                + tensor.name()
                                + "' has element type "
                                + tensor.typeName()
                                + ", expected float32");
            }
            tensors.add(new OnnxTensor(tensor.name(), tensor.shape(), tensor.floats()));
        }
        return new OnnxWeights(tensors, metadata(opened.model()));
    }

    static Map<String, String> metadata(OnnxMl.ModelProto model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        model.getMetadataPropsList().forEach(p -> metadata.put(p.getKey(), p.getValue()));
        return metadata;
    }
}
