// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.measure.ValueSource;
import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.onnx.TensorReader;
import java.io.Closeable;
import java.io.IOException;

/** The values of a tensor in a file, as they lie. */
final class FileValues implements ValueSource, Closeable {
    private final StoredTensor tensor;
    private final TensorReader reader;

    private FileValues(StoredTensor tensor, TensorReader reader) {
        this.tensor = tensor;
        this.reader = reader;
    }

    static FileValues open(StoredTensor tensor) throws IOException {
        return new FileValues(tensor, tensor.open());
    }

    @Override
    public long count() {
        return tensor.count();
    }

    @Override
    public boolean fitsFloat() {
        ElementType type = tensor.type();
        return type != null && type.fitsFloat();
    }

    @Override
    public boolean isRandomAccess() {
        return reader.isRandomAccess();
    }

    @Override
    public void read(long from, double[] into, int length) throws IOException {
        reader.read(from, into, length);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
