// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
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
        return FileHash.of(read);
    }
}
