// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in an ONNX file, read when its values are asked for. Immutable; every reader opens the
 * file anew.
 */
public final class StoredTensor {
    /** Values decoded at a time. */
    private static final int PIECE = 1 << 15;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Path model;
    private final String name;
    private final boolean initialiser;
    private final OnnxMl.TensorProto header;
    private final Payload payload;
    private final List<Integer> shape;
    private final long count;

    StoredTensor(
            Path model,
            String name,
            boolean initialiser,
            OnnxMl.TensorProto header,
            Payload payload,
            List<Integer> shape) {
        this.model = model;
        this.name = name;
        this.initialiser = initialiser;
        this.header = header;
        this.payload = payload;
        this.shape = List.copyOf(shape);
        long product = 1;
        for (int length : shape) {
            product = saturatingProduct(product, length);
        }
        count = product;
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

    /** The tensor as the model has it, but for its values: the very object in the model. */
    public OnnxMl.TensorProto header() {
        return header;
    }

    /** What its values are; null if this release cannot read them. */
    public @Nullable ElementType type() {
        return ElementType.of(header.getDataType());
    }

    /** The type's name, whether or not this release can read it. */
    public String typeName() {
        ElementType type = type();
        if (type != null) {
            return type.toString();
        }
        var known = OnnxMl.TensorProto.DataType.forNumber(header.getDataType());
        return known == null ? "number " + header.getDataType() : known.name();
    }

    /**
     * Opens the values.
     *
     * @return a reader, to be closed
     * @throws IOException if the values cannot be read, are not as many as the shape says, or are
     *     of a type that is not read; the message names the file and the tensor
     */
    public TensorReader open() throws IOException {
        try {
            return reader();
        } catch (MalformedTensorException e) {
            throw new IOException(
                    model + " cannot be used: tensor '" + Shown.of(name) + "' " + e.getMessage(),
                    e);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(
                    model
                            + " cannot be used: tensor '"
                            + Shown.of(name)
                            + "' has values cut in half",
                    e);
        } catch (IOException e) {
            throw new IOException("cannot read the values of " + model + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads all values as float32, to which others are rounded.
     *
     * @throws IOException as {@link #open}, or if they are more than an array holds
     */
    public float[] floats() throws IOException {
        try (TensorReader reader = open()) {
            if (count > LONGEST_ARRAY) {
                throw new IOException(
                        model
                                + " cannot be used: tensor '"
                                + Shown.of(name)
                                + "' has "
                                + count
                                + " values, expected at most "
                                + LONGEST_ARRAY);
            }
            // Only now is it known that the file has as many.
            float[] values = new float[(int) count];
            double[] piece = new double[(int) Math.min(PIECE, count)];
            for (int from = 0; from < values.length; from += piece.length) {
                int length = Math.min(piece.length, values.length - from);
                reader.read(from, piece, length);
                for (int i = 0; i < length; i++) {
                    values[from + i] = (float) piece[i];
                }
            }
            return values;
        }
    }

    private TensorReader reader() throws IOException {
        ElementType type = type();
        if (type == null) {
            throw new MalformedTensorException(
                    "has element type " + typeName() + ", which is not read");
        }
        boolean external = header.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL;
        if (external) {
            ExternalData data = ExternalData.of(model, header);
            // Without a length, the values end where the shape says.
            boolean enough = !data.isLength() && data.available() / type.width() >= count;
            if (!enough) {
                requireBytes(data.available(), type);
            }
            return new RawReader(data.file(), open(data.file()), data.offset(), type);
        }
        List<Payload.Span> spans = payload.spans();
        if (spans.size() == 1 && isPlain(spans.get(0), type)) {
            requireBytes(spans.get(0).length(), type);
            return new RawReader(model, open(model), spans.get(0).offset(), type);
        }
        if (spans.isEmpty()) {
            requireBytes(0, type);
        }
        int field = Payload.number(type.field());
        if (spans.size() > 1 && spans.stream().anyMatch(Payload::isRaw)) {
            throw new MalformedTensorException("has raw_data and other values, expected one kind");
        }
        if (spans.stream().anyMatch(span -> span.field() != field)) {
            throw new MalformedTensorException(
                    "has values in a field that is not for its element type " + type);
        }
        return fieldReader(spans, type);
    }

    /** Whether bytes are the values as raw data has them. */
    private static boolean isPlain(Payload.Span span, ElementType type) {
        boolean fixed =
                type.field() == ElementType.Field.FLOAT || type.field() == ElementType.Field.DOUBLE;
        return Payload.isRaw(span)
                || (fixed && span.packed() && span.field() == Payload.number(type.field()));
    }

    private TensorReader fieldReader(List<Payload.Span> spans, ElementType type)
            throws IOException {
        FieldReader reader = new FieldReader(model, open(model), spans, type);
        long found;
        try (FieldReader counter = new FieldReader(model, open(model), spans, type)) {
            found = counter.count();
        } catch (IOException e) {
            reader.close();
            throw e;
        }
        if (found != count) {
            reader.close();
            throw new MalformedTensorException(
                    "has shape " + shape + " but " + found + " values of data");
        }
        return reader;
    }

    private void requireBytes(long found, ElementType type) throws MalformedTensorException {
        if (found / type.width() != count || found % type.width() != 0) {
            throw new MalformedTensorException(
                    "has shape " + shape + " of " + type + " but " + found + " bytes of data");
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /** a · b for a, b >= 0, or a number that is more than any file has. */
    private static long saturatingProduct(long a, long b) {
        return a == 0 || b <= Long.MAX_VALUE / a ? a * b : Long.MAX_VALUE;
    }
}
