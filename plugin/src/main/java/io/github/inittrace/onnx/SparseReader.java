// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import io.github.inittrace.text.SafeText;
import java.io.IOException;

/**
 * Reads a sparse tensor as if it were dense. ONNX wants its values in the order of their places, so
 * that both are read along the file, some at a time; going back means starting over.
 */
final class SparseReader implements TensorReader {
    /** Values decoded at a time. */
    private static final int PIECE = 1 << 12;

    private final SparseTensor tensor;
    private final TensorReader values;
    private final TensorReader indices;
    private final int indicesPerValue;
    private final long stored;
    private final long count;
    private final double[] pieceOfValues = new double[PIECE];
    private final double[] pieceOfIndices;
    private long next;
    private long place = -1;
    private long lastPlace = -1;

    /**
     * Reads a tensor whose parts fit each other.
     *
     * @param linear whether an index is one number, else one for each dimension
     */
    SparseReader(SparseTensor tensor, TensorReader values, TensorReader indices, boolean linear) {
        this.tensor = tensor;
        this.values = values;
        this.indices = indices;
        indicesPerValue = linear ? 1 : tensor.shape().size();
        stored = tensor.values().shape().get(0);
        count = StoredTensor.count(tensor.shape());
        pieceOfIndices = new double[PIECE * indicesPerValue];
    }

    @Override
    public void read(long from, double[] into, int length) throws IOException {
        if (from <= lastPlace) {
            next = 0;
            place = -1;
        }
        while (place < from) {
            advance();
        }
        for (int i = 0; i < length; i++) {
            into[i] = 0;
            if (place == from + i) {
                into[i] = pieceOfValues[(int) ((next - 1) % PIECE)];
                advance();
            }
        }
    }

    /** Goes to the next value that is stored; from the last one to the end. */
    private void advance() throws IOException {
        lastPlace = place;
        if (next == stored) {
            place = count;
            return;
        }
        int offset = (int) (next % PIECE);
        if (offset == 0) {
            int length = (int) Math.min(PIECE, stored - next);
            values.read(next, pieceOfValues, length);
            indices.read(next * indicesPerValue, pieceOfIndices, length * indicesPerValue);
        }
        next++;
        place = place(offset * indicesPerValue);
        if (place <= lastPlace || place >= count) {
            throw new IOException(
                    tensor.model()
                            + " cannot be used: tensor '"
                            + SafeText.of(tensor.name())
                            + "' is sparse with an index that is out of order or outside its shape "
                            + tensor.shape());
        }
    }

    /** The place in row-major order, or the count if it is outside. */
    private long place(int from) {
        if (indicesPerValue == 1) {
            double index = pieceOfIndices[from];
            return index < 0 ? count : (long) index;
        }
        long linear = 0;
        for (int i = 0; i < indicesPerValue; i++) {
            double index = pieceOfIndices[from + i];
            int size = tensor.shape().get(i);
            if (index < 0 || index >= size) {
                return count;
            }
            linear = linear * size + (long) index;
        }
        return linear;
    }

    @Override
    public boolean isRandomAccess() {
        return false;
    }

    @Override
    public void close() throws IOException {
        try (values) {
            indices.close();
        }
    }
}
