// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The fingerprint of a model's weights, by which two trainings compare bit for bit. */
public final class WeightsDigest {
    private static final int VALUES_AT_ONCE = 4096;

    private WeightsDigest() {}

    /**
     * The SHA-256 of all tensors in their order, each value as little-endian float64.
     *
     * @param tensors their values in row-major order
     * @return it, in lower-case hexadecimal
     */
    public static String of(List<double[]> tensors) {
        MessageDigest sha256 = Manifest.sha256();
        ByteBuffer bytes =
                ByteBuffer.allocate(VALUES_AT_ONCE * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double[] tensor : tensors) {
            for (int start = 0; start < tensor.length; start += VALUES_AT_ONCE) {
                int count = Math.min(VALUES_AT_ONCE, tensor.length - start);
                bytes.clear();
                bytes.asDoubleBuffer().put(tensor, start, count);
                sha256.update(bytes.limit(count * Double.BYTES));
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
