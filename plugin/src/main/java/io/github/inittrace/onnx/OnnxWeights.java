// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an ONNX file says without being run: its weights and its metadata.
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
     *     anything but float32 inside the file; the message names the file
     */
    public static OnnxWeights read(Path file) throws IOException {
        OnnxMl.ModelProto model = parse(file);
        if (!model.hasGraph()) {
            throw new IOException(
                    file + " is not an ONNX model: expected a graph, found none in the file");
        }
        List<OnnxTensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (OnnxMl.TensorProto tensor : model.getGraph().getInitializerList()) {
            if (!names.add(tensor.getName())) {
                throw new IOException(
                        file + " holds two tensors named '" + tensor.getName() + "', expected one");
            }
            try {
                tensors.add(FloatTensors.decode(tensor));
            } catch (MalformedTensorException e) {
                throw new IOException(
                        file
                                + " cannot be used: tensor '"
                                + tensor.getName()
                                + "' "
                                + e.getMessage(),
                        e);
            }
        }
        return new OnnxWeights(tensors, metadata(model));
    }

    static Map<String, String> metadata(OnnxMl.ModelProto model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        model.getMetadataPropsList().forEach(p -> metadata.put(p.getKey(), p.getValue()));
        return metadata;
    }

    static OnnxMl.ModelProto parse(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return OnnxMl.ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(
                    file
                            + " is not a complete ONNX model: "
                            + firstSentence(String.valueOf(e.getMessage())),
                    e);
        } catch (NoSuchFileException e) {
            throw new IOException("cannot read " + file + ": there is no such file", e);
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "cannot read " + file + ": it needs more memory than Java has; raise -Xmx", e);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String firstSentence(String message) {
        int end = message.indexOf('.');
        return end < 0 ? message : message.substring(0, end);
    }
}
