// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.weights;

import io.github.inittrace.files.FileSignature;
import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.LooseTensor;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.RawReader;
import io.github.inittrace.safetensors.MalformedSafetensorsException;
import io.github.inittrace.safetensors.SafetensorsIndex;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/** The tensors of a safetensors file, in the order of their values. */
final class SafetensorsTensors {
    /** The types that are read. */
    private static final Map<String, ElementType> TYPES =
            Map.ofEntries(
                    Map.entry("F64", ElementType.DOUBLE),
                    Map.entry("F32", ElementType.FLOAT),
                    Map.entry("F16", ElementType.FLOAT16),
                    Map.entry("BF16", ElementType.BFLOAT16),
                    Map.entry("I64", ElementType.INT64),
                    Map.entry("I32", ElementType.INT32),
                    Map.entry("I16", ElementType.INT16),
                    Map.entry("I8", ElementType.INT8),
                    Map.entry("U64", ElementType.UINT64),
                    Map.entry("U32", ElementType.UINT32),
                    Map.entry("U16", ElementType.UINT16),
                    Map.entry("U8", ElementType.UINT8),
                    Map.entry("BOOL", ElementType.BOOL));

    private SafetensorsTensors() {}

    static OnnxFile open(Path file) throws IOException {
        SafetensorsIndex index;
        try {
            index = SafetensorsIndex.read(file);
        } catch (MalformedSafetensorsException e) {
            String complaint =
                    FileSignature.other(file, FileSignature.SAFETENSORS)
                            .map(other -> "it is " + other.words("save it as safetensors"))
                            .orElse(e.getMessage() + "; save it again");
            throw new IOException(file + " cannot be used: " + complaint, e);
        }
        return OnnxFile.ofTensors(
                file, index.places().stream().map(place -> tensor(file, place)).toList());
    }

    private static LooseTensor tensor(Path file, SafetensorsIndex.Place place) {
        ElementType type = TYPES.get(place.dtype());
        String typeName = type == null ? SafeText.of(place.dtype()) : type.toString();
        return new LooseTensor(
                place.name(),
                type,
                typeName,
                place.shape(),
                () -> {
                    if (type == null) {
                        throw new IOException("values of type " + typeName + " are not read");
                    }
                    return new RawReader(file, FileChannel.open(file), place.begin(), type);
                });
    }
}
