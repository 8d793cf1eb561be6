// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The values of a sparse tensor, all of them: zeros but where it has others.
 *
 * @param model the model's file
 * @param name the tensor's name
 * @param shape its shape
 * @param values those that are not zero
 * @param indices the place of each: one number, or one for each dimension
 */
record SparseTensor(Path model, String name, List<Integer> shape, Part values, Part indices)
        implements StoredTensor.Values {
    /** A few bytes can claim any shape, and going through it takes time even if it is zeros. */
    private static final long MOST_VALUES = 1 << 27;

    private static final int MEMORY_PER_VALUE = 32;

    /** A TensorProto inside, its shape, and what opens it. */
    record Part(OnnxMl.TensorProto header, List<Integer> shape, StoredTensor.Values source) {}

    @Override
    public TensorReader open() throws IOException {
        long count = StoredTensor.count(shape);
        long most = Math.min(MOST_VALUES, Runtime.getRuntime().maxMemory() / MEMORY_PER_VALUE);
        if (count > most) {
            throw new MalformedTensorException(
                    "is sparse and has shape "
                            + shape
                            + ", expected up to "
                            + most
                            + " values; raise -Xmx, or keep it as a dense tensor");
        }
        List<Integer> found = indices.shape;
        boolean linear = found.equals(values.shape);
        boolean fits =
                values.shape.size() == 1
                        && indices.header.getDataType() == OnnxMl.TensorProto.DataType.INT64_VALUE
                        && (linear || found.equals(List.of(values.shape.get(0), shape.size())));
        if (!fits) {
            throw new MalformedTensorException(
                    "is sparse with values of shape "
                            + values.shape
                            + " and indices of shape "
                            + found
                            + ", expected a list of values and an int64 index, or "
                            + shape.size()
                            + ", for each");
        }
        TensorReader opened = values.source.open();
        try {
            return new SparseReader(this, opened, indices.source.open(), linear);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }
}
