// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/** Values in memory, read from anywhere or, as protobuf numbers are, only in order. */
record ArraySource(double[] values, boolean fitsFloat, boolean isRandomAccess)
        implements ValueSource {

    static ArraySource floats(double... values) {
        return new ArraySource(values, true, true);
    }

    static ArraySource doubles(double... values) {
        return new ArraySource(values, false, true);
    }

    @Override
    public long count() {
        return values.length;
    }

    @Override
    public void read(long from, double[] into, int length) {
        System.arraycopy(values, (int) from, into, 0, length);
    }
}
