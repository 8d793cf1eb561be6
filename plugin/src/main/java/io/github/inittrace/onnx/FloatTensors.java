// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes float32 tensors. ONNX keeps values either as {@code raw_data}, little-endian bytes, or
 * as {@code float_data}, one protobuf number each. Nothing is allocated by what the shape claims
 * before the values present have been counted.
 */
final class FloatTensors {
    private FloatTensors() {}

    static OnnxTensor decode(OnnxMl.TensorProto tensor) throws MalformedTensorException {
        if (tensor.getDataType() != OnnxMl.TensorProto.DataType.FLOAT.getNumber()) {
            throw new MalformedTensorException(
                    "has element type " + typeName(tensor.getDataType()) + ", expected FLOAT");
        }
        if (tensor.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) {
            throw new MalformedTensorException(
                    "keeps its values in another file, expected them inside this one; save the"
                            + " model without external data");
        }
        List<Integer> shape = new ArrayList<>();
        long count = 1;
        for (long length : tensor.getDimsList()) {
            if (length < 0 || length > Integer.MAX_VALUE) {
                throw new MalformedTensorException(
                        "has the impossible shape " + tensor.getDimsList());
            }
            shape.add((int) length);
            count = saturatingProduct(count, length);
        }
        return new OnnxTensor(tensor.getName(), shape, values(tensor, count));
    }

    private static float[] values(OnnxMl.TensorProto tensor, long count)
            throws MalformedTensorException {
        boolean raw = tensor.hasRawData() && !tensor.getRawData().isEmpty();
        if (raw && tensor.getFloatDataCount() > 0) {
            throw new MalformedTensorException("has both raw_data and float_data, expected one");
        }
        int bytes = tensor.getRawData().size();
        if (raw ? bytes != count * Float.BYTES : tensor.getFloatDataCount() != count) {
            throw new MalformedTensorException(
                    "has shape "
                            + tensor.getDimsList()
                            + " but "
                            + (raw ? bytes + " bytes" : tensor.getFloatDataCount() + " values")
                            + " of data");
        }
        float[] values = new float[(int) count];
        if (raw) {
            tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        }
        return values;
    }

    /** a · b for a, b >= 0, held at a value no file can have that does not overflow when scaled. */
    private static long saturatingProduct(long a, long b) {
        return a == 0 || b <= Integer.MAX_VALUE / a ? a * b : Integer.MAX_VALUE + 1L;
    }

    private static String typeName(int type) {
        OnnxMl.TensorProto.DataType known = OnnxMl.TensorProto.DataType.forNumber(type);
        return known == null ? String.valueOf(type) : known.name();
    }
}
