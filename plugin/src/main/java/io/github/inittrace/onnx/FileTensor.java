// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The values of a TensorProto, in its model's file or in one beside it.
 *
 * @param model the model's file
 * @param header the tensor but for its values
 * @param type what they are
 * @param payload where in the model's file they lie, if they do
 * @param shape the tensor's shape
 */
record FileTensor(
        Path model,
        OnnxMl.TensorProto header,
        ElementType type,
        Payload payload,
        List<Integer> shape)
        implements StoredTensor.Values {

    /** The values of a tensor of any type; those that are not read cannot be opened. */
    static StoredTensor.Values of(
            Path model, OnnxMl.TensorProto header, Payload payload, List<Integer> shape) {
        ElementType type = ElementType.of(header.getDataType());
        if (type == null) {
            return () -> {
                throw new MalformedTensorException(
                        "has element type "
                                + StoredTensor.typeName(header.getDataType())
                                + ", which is not read");
            };
        }
        return new FileTensor(model, header, type, payload, shape);
    }

    private long count() {
        return StoredTensor.count(shape);
    }

    @Override
    public TensorReader open() throws IOException {
        boolean external = header.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL;
        if (external) {
            ExternalData data = ExternalData.of(model, header);
            // Without a length, the values end where the shape says.
            boolean enough = !data.isLength() && data.available() / type.width() >= count();
            if (!enough) {
                requireBytes(data.available());
            }
            return new RawReader(data.file(), open(data.file()), data.offset(), type);
        }
        List<Payload.Span> spans = payload.spans();
        if (spans.size() == 1 && isPlain(spans.get(0))) {
            requireBytes(spans.get(0).length());
            return new RawReader(model, open(model), spans.get(0).offset(), type);
        }
        if (spans.isEmpty()) {
            requireBytes(0);
        }
        int field = Payload.number(type.field());
        if (spans.size() > 1 && spans.stream().anyMatch(Payload::isRaw)) {
            throw new MalformedTensorException("has raw_data and other values, expected one kind");
        }
        if (spans.stream().anyMatch(span -> span.field() != field)) {
            throw new MalformedTensorException(
                    "has values in a field that is not for its element type " + type);
        }
        return fieldReader(spans);
    }

    /** Whether bytes are the values as raw data has them. */
    private boolean isPlain(Payload.Span span) {
        boolean fixed =
                type.field() == ElementType.Field.FLOAT || type.field() == ElementType.Field.DOUBLE;
        return Payload.isRaw(span)
                || (fixed && span.packed() && span.field() == Payload.number(type.field()));
    }

    private TensorReader fieldReader(List<Payload.Span> spans) throws IOException {
        FieldReader reader = new FieldReader(model, open(model), spans, type);
        long found;
        try (FieldReader counter = new FieldReader(model, open(model), spans, type)) {
            found = counter.count();
        } catch (IOException e) {
            reader.close();
            throw e;
        }
        if (found != count()) {
            reader.close();
            throw new MalformedTensorException(
                    "has shape " + shape + " but " + found + " values of data");
        }
        return reader;
    }

    private void requireBytes(long found) throws MalformedTensorException {
        if (found / type.width() != count() || found % type.width() != 0) {
            throw new MalformedTensorException(
                    "has shape " + shape + " of " + type + " but " + found + " bytes of data");
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ);
    }
}
