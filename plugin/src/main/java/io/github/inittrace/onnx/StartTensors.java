// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads tensors of a model, and remembers which files that took. */
final class StartTensors implements GraphConstants.Values {
    private final Path model;
    private final Map<String, StoredTensor> tensors = new HashMap<>();
    private final Set<Path> read = new LinkedHashSet<>();

    StartTensors(OnnxFile file) {
        model = file.path();
        file.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        read.add(model);
    }

    @Override
    public @Nullable OnnxTensor read(String name) throws IOException {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            return null;
        }
        float[] values = tensor.floats();
        for (OnnxMl.TensorProto part : tensor.parts()) {
            if (part.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) {
                read.add(ExternalData.of(model, part).file());
            }
        }
        return new OnnxTensor(name, tensor.shape(), values);
    }

    /** The SHA-256 of the files, one after the other in the order in which they were first read. */
    String sha256() throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        for (Path file : read) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
