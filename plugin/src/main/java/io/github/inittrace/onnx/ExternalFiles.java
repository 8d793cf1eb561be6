// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Message;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Refuses a model any of whose tensors lies in a file that must not be read, before the model is
 * handed to a runtime that would read it.
 */
final class ExternalFiles {
    private final Path model;

    private ExternalFiles(Path model) {
        this.model = model;
    }

    static void check(Path model, OnnxMl.ModelProto content) throws IOException {
        new ExternalFiles(model).check(content);
    }

    /** Wherever a tensor may stand: protobuf has bounded the depth. */
    private void check(Message message) throws IOException {
        if (message instanceof OnnxMl.TensorProto tensor
                && tensor.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) {
            try {
                ExternalData.of(model, tensor);
            } catch (MalformedTensorException e) {
                throw new IOException(
                        model
                                + " cannot be used: tensor '"
                                + SafeText.of(tensor.getName())
                                + "' "
                                + e.getMessage(),
                        e);
            }
        }
        for (Object value : message.getAllFields().values()) {
            if (value instanceof List<?> list) {
                for (Object member : list) {
                    if (member instanceof Message inside) {
                        check(inside);
                    }
                }
            } else if (value instanceof Message inside) {
                check(inside);
            }
        }
    }
}
