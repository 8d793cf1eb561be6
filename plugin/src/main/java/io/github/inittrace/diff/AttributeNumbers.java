// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.onnx.TensorReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of an attribute.
 *
 * @param type their type in words
 * @param shape their shape; empty for a single number
 * @param listed the numbers, if they are in memory
 * @param tensor the tensor that holds them, if they are in the file
 */
record AttributeNumbers(
        String type,
        List<Integer> shape,
        List<? extends Number> listed,
        @Nullable StoredTensor tensor) {

    /** Beyond, a double is not the only 64-bit integer that is rounded to it. */
    private static final double LARGEST_EXACT = 0x1p53;

    private static final int PIECE = 1 << 12;
    private static final int MOST_SHOWN = 6;

    static AttributeNumbers floats(List<Float> values, Integer... shape) {
        return new AttributeNumbers("float32", List.of(shape), values, null);
    }

    static AttributeNumbers integers(List<Long> values, Integer... shape) {
        return new AttributeNumbers("int64", List.of(shape), values, null);
    }

    /** Those of a tensor of a type that is read. */
    static AttributeNumbers of(StoredTensor tensor) {
        return new AttributeNumbers(tensor.typeName(), tensor.shape(), List.of(), tensor);
    }

    private long count() {
        return tensor == null ? listed.size() : tensor.count();
    }

    private TensorReader open() throws IOException {
        return tensor == null ? new ListReader(listed) : tensor.open();
    }

    /** Whether they are whole, and are to be shown so. */
    private boolean isInteger() {
        ElementType element = tensor == null ? null : tensor.type();
        return element == null ? type.equals("int64") : !element.isFloatingPoint();
    }

    /** Reads numbers that are in memory. */
    private record ListReader(List<? extends Number> values) implements TensorReader {
        @Override
        public void read(long from, double[] into, int length) {
            for (int i = 0; i < length; i++) {
                into[i] = values.get(Math.toIntExact(from + i)).doubleValue();
            }
        }

        @Override
        public boolean isRandomAccess() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** Whether the numbers can be compared place by place. */
    boolean isLike(AttributeNumbers other) {
        return type.equals(other.type) && shape.equals(other.shape);
    }

    /** The first few: {@code 0.5}, {@code [1, 2]}, {@code [1, 2, 3, 4, 5, 6, ...] (100 values)}. */
    String text() throws IOException {
        long count = count();
        int shown = (int) Math.min(count, MOST_SHOWN);
        double[] first = new double[shown];
        try (TensorReader reader = open()) {
            reader.read(0, first, shown);
        }
        if (shape.isEmpty() && shown == 1) {
            return number(first[0]);
        }
        List<String> texts = new ArrayList<>();
        for (double value : first) {
            texts.add(number(value));
        }
        return "["
                + String.join(", ", texts)
                + (count > shown ? String.format(Locale.ROOT, ", ...] (%,d values)", count) : "]");
    }

    /** A number with all the digits that it has in its type. */
    private String number(double value) {
        if (isInteger()) {
            return type.equals("int64")
                    ? Long.toString((long) value)
                    : String.format(Locale.ROOT, "%.0f", value);
        }
        return type.equals("float64") ? Double.toString(value) : Float.toString((float) value);
    }

    /** A number for all of them, equal for equal ones; only what they are like if many. */
    int digest(int most) throws IOException {
        long count = count();
        int digest = 31 * type.hashCode() + shape.hashCode();
        if (count > most) {
            return digest;
        }
        double[] all = new double[(int) count];
        try (TensorReader reader = open()) {
            reader.read(0, all, all.length);
        }
        return 31 * digest + Arrays.hashCode(all);
    }

    /**
     * How the numbers differ from those of another of the same type and shape.
     *
     * @param part what to call them
     * @param other the numbers of b
     * @return null if they do not
     * @throws Inexact if they look the same but are larger than is read exactly
     */
    @Nullable PartDiff difference(String part, AttributeNumbers other) throws IOException, Inexact {
        if (tensor == null && other.tensor == null && listed.equals(other.listed)) {
            return null;
        }
        long count = count();
        long differing = 0;
        double largest = 0;
        double[] atLargest = {0, 0};
        long at = -1;
        boolean finite = true;
        boolean exact = true;
        double[] a = new double[(int) Math.min(PIECE, count)];
        double[] b = new double[a.length];
        try (TensorReader ours = open();
                TensorReader theirs = other.open()) {
            for (long from = 0; from < count; from += a.length) {
                int length = (int) Math.min(a.length, count - from);
                ours.read(from, a, length);
                theirs.read(from, b, length);
                for (int i = 0; i < length; i++) {
                    if (a[i] == b[i] || (Double.isNaN(a[i]) && Double.isNaN(b[i]))) {
                        exact &= !isInteger() || isExact(a[i]);
                        continue;
                    }
                    differing++;
                    double size = Math.abs(b[i] - a[i]);
                    boolean first = finite && !Double.isFinite(size);
                    if (first || at < 0 || (finite && size > largest)) {
                        at = from + i;
                        largest = size;
                        atLargest = new double[] {a[i], b[i]};
                        finite = Double.isFinite(size);
                    }
                }
            }
        }
        if (differing > 0) {
            return new PartDiff(
                    part,
                    number(atLargest[0]),
                    number(atLargest[1]),
                    new ValuesDiff(count, differing, finite ? largest : null, index(at)));
        }
        if (!exact) {
            throw new Inexact();
        }
        return null;
    }

    /** The largest 64-bit integer is what exporters write for "up to the end". */
    private static boolean isExact(double value) {
        return Math.abs(value) < LARGEST_EXACT || value == Long.MAX_VALUE;
    }

    /** Integers may differ in digits that are not read. */
    static final class Inexact extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private List<Integer> index(long at) {
        List<Integer> index = new ArrayList<>();
        long rest = at;
        for (int i = shape.size() - 1; i >= 0; i--) {
            index.add((int) (rest % shape.get(i)));
            rest /= shape.get(i);
        }
        Collections.reverse(index);
        return index;
    }
}
