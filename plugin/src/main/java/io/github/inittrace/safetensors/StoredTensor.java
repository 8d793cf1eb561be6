// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor as a file has it.
 *
 * @param name its name
 * @param dtype the type of its values by the name that the format has for it: {@code F32}, {@code
 *     BF16}, {@code I64}
 * @param shape its lengths; none of a single value
 * @param bytes its values from position to limit, little-endian, the last dimension fastest
 */
public record StoredTensor(String name, String dtype, List<Integer> shape, ByteBuffer bytes) {
    /** Copies the shape, and takes a view of the bytes. */
    public StoredTensor {
        shape = List.copyOf(shape);
        bytes = bytes.slice().asReadOnlyBuffer();
    }

    /**
     * A tensor of float32.
     *
     * @param values as many as its shape says; copied
     */
    public static StoredTensor of(String name, List<Integer> shape, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return new StoredTensor(name, FloatType.F32.name(), shape, bytes);
    }

    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether its values are float64, float32, float16 or bfloat16. */
    public boolean isFloat() {
        return FloatType.of(dtype).isPresent();
    }

    /**
     * Its values, each of which a double holds exactly.
     *
     * @throws IllegalStateException if they are of another type than {@link #isFloat} names
     */
    public double[] values() {
        FloatType type =
                FloatType.of(dtype)
                        .orElseThrow(
                                () -> new IllegalStateException("expected floats, found " + dtype));
        ByteBuffer from = bytes();
        double[] values = new double[from.limit() / type.width()];
        for (int k = 0; k < values.length; k++) {
            values[k] = type.at(from, k * type.width());
        }
        return values;
    }
}
