// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in a file, read when its values are asked for. Immutable; every reader opens the
 * file anew.
 */
public final class StoredTensor {
    /** Values decoded at a time. */
    private static final int PIECE = 1 << 15;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Path model;
    private final String name;
    private final boolean initialiser;
    private final Holder holder;
    private final @Nullable ElementType type;
    private final String typeName;
    private final boolean computed;
    private final Values values;
    private final List<Integer> shape;
    private final long count;

    /** Opens the values of a tensor, as many as its shape says. */
    @FunctionalInterface
    public interface Values {
        /**
         * Opens the values.
         *
         * @return a reader, to be closed
         * @throws IOException if they cannot be read
         */
        TensorReader open() throws IOException;
    }

    /**
     * What holds a tensor in its model.
     *
     * @param message the very object in the model
     * @param parts the TensorProtos with its values: one, two of a sparse tensor, none of numbers
     */
    record Holder(Message message, List<OnnxMl.TensorProto> parts) {}

    StoredTensor(
            Path model,
            String name,
            boolean initialiser,
            Holder holder,
            int dataType,
            List<Integer> shape,
            Values values) {
        this(
                model,
                name,
                initialiser,
                holder,
                ElementType.of(dataType),
                typeName(dataType),
                false,
                shape,
                values);
    }

    StoredTensor(
            Path model,
            String name,
            boolean initialiser,
            Holder holder,
            @Nullable ElementType type,
            String typeName,
            boolean computed,
            List<Integer> shape,
            Values values) {
        this.model = model;
        this.name = name;
        this.initialiser = initialiser;
        this.holder = holder;
        this.type = type;
        this.typeName = typeName;
        this.computed = computed;
        this.values = values;
        this.shape = List.copyOf(shape);
        count = count(shape);
    }

    /** How many values a tensor has, or a number that is more than any file has. */
    static long count(List<Integer> shape) {
        long product = 1;
        for (int length : shape) {
            product = saturatingProduct(product, length);
        }
        return product;
    }

    /** The tensor's name; inside a subgraph, behind the path to it: {@code if1.then_branch/w}. */
    public String name() {
        return name;
    }

    /** Whether it is an initialiser, and not the value of a Constant node. */
    public boolean isInitialiser() {
        return initialiser;
    }

    /** Its shape; empty for a single number. */
    public List<Integer> shape() {
        return shape;
    }

    /** How many values it has. */
    public long count() {
        return count;
    }

    /**
     * What holds it in the model, but for the values of tensors: the very TensorProto or
     * SparseTensorProto there, or the attribute of a Constant node that has numbers.
     */
    public Message holder() {
        return holder.message;
    }

    /** The TensorProtos with its values: one, two of a sparse tensor, none of an attribute. */
    List<OnnxMl.TensorProto> parts() {
        return holder.parts;
    }

    /** What its values are; null if this release cannot read them. */
    public @Nullable ElementType type() {
        return type;
    }

    /** The type's name, whether or not this release can read it. */
    public String typeName() {
        return typeName;
    }

    /**
     * Whether its values are weights: floating-point numbers, and no single one that a Constant
     * gives, which is a setting of a node.
     */
    public boolean isWeight() {
        return type != null && type.isFloatingPoint() && (initialiser || count > 1);
    }

    /** Whether its values are {@link #computed} from those in the file. */
    public boolean isComputed() {
        return computed;
    }

    /**
     * The same tensor with values that are computed from those it has.
     *
     * @param type what they are
     * @param typeName what messages call that type
     * @param values opens them
     */
    public StoredTensor computed(ElementType type, String typeName, Values values) {
        return new StoredTensor(
                model, name, initialiser, holder, type, typeName, true, shape, values);
    }

    static String typeName(int dataType) {
        ElementType type = ElementType.of(dataType);
        if (type != null) {
            return type.toString();
        }
        var known = OnnxMl.TensorProto.DataType.forNumber(dataType);
        return known == null ? "number " + dataType : known.name();
    }

    /**
     * Opens the values.
     *
     * @return a reader, to be closed
     * @throws IOException if the values cannot be read, are not as many as the shape says, or are
     *     of a type that is not read; the message names the file and the tensor
     */
    public TensorReader open() throws IOException {
        if (computed) {
            return values.open();
        }
        try {
            return values.open();
        } catch (MalformedTensorException e) {
            throw new IOException(
                    model + " cannot be used: tensor '" + SafeText.of(name) + "' " + e.getMessage(),
                    e);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(
                    model
                            + " cannot be used: tensor '"
                            + SafeText.of(name)
                            + "' has values cut in half",
                    e);
        } catch (IOException e) {
            Path file =
                    e instanceof FileSystemException system && system.getFile() != null
                            ? Path.of(system.getFile())
                            : model;
            throw new IOException(
                    "cannot read the values of "
                            + model
                            + (file.equals(model) ? "" : " in " + file)
                            + ": "
                            + FileFailure.reason(file, e),
                    e);
        }
    }

    /**
     * Reads all values as float32, to which others are rounded.
     *
     * @throws IOException as {@link #open}, or if they are more than an array holds
     */
    public float[] floats() throws IOException {
        try (TensorReader reader = open()) {
            float[] values = new float[length()];
            inPieces(
                    reader,
                    (from, piece, length) -> {
                        for (int i = 0; i < length; i++) {
                            values[from + i] = (float) piece[i];
                        }
                    });
            return values;
        }
    }

    /**
     * Reads all values.
     *
     * @throws IOException as {@link #floats}
     */
    public double[] doubles() throws IOException {
        try (TensorReader reader = open()) {
            double[] values = new double[length()];
            inPieces(
                    reader,
                    (from, piece, length) -> System.arraycopy(piece, 0, values, from, length));
            return values;
        }
    }

    /** How long an array of the values is; asked when it is known that the file has as many. */
    private int length() throws IOException {
        if (count > LONGEST_ARRAY) {
            throw new IOException(
                    model
                            + " cannot be used: tensor '"
                            + SafeText.of(name)
                            + "' has "
                            + count
                            + " values, expected at most "
                            + LONGEST_ARRAY);
        }
        return (int) count;
    }

    /** Takes some values. */
    private interface Piece {
        void take(int from, double[] values, int length);
    }

    private void inPieces(TensorReader reader, Piece piece) throws IOException {
        double[] values = new double[(int) Math.min(PIECE, count)];
        for (int from = 0; from < count; ) {
            int length = (int) Math.min(values.length, count - from);
            reader.read(from, values, length);
            piece.take(from, values, length);
            from += length; // values.length could lead beyond the largest integer
        }
    }

    /** a · b for a, b >= 0, or a number that is more than any file has. */
    private static long saturatingProduct(long a, long b) {
        return a == 0 || b <= Long.MAX_VALUE / a ? a * b : Long.MAX_VALUE;
    }
}
