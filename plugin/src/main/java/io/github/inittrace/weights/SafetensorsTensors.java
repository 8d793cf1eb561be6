// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.weights;

import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.LooseTensor;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.RawReader;
import io.github.inittrace.onnx.TensorReader;
import io.github.inittrace.safetensors.MalformedSafetensorsException;
import io.github.inittrace.safetensors.SafetensorsIndex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/** The tensors of a safetensors file, in the order of their values. */
final class SafetensorsTensors {
    /** What ONNX calls the types; the last two are not read. */
    private static final Map<String, Integer> TYPES =
            Map.ofEntries(
                    Map.entry("F64", 11),
                    Map.entry("F32", 1),
                    Map.entry("F16", 10),
                    Map.entry("BF16", 16),
                    Map.entry("I64", 7),
                    Map.entry("I32", 6),
                    Map.entry("I16", 5),
                    Map.entry("I8", 3),
                    Map.entry("U64", 13),
                    Map.entry("U32", 12),
                    Map.entry("U16", 4),
                    Map.entry("U8", 2),
                    Map.entry("BOOL", 9),
                    Map.entry("F8_E4M3", 17),
                    Map.entry("F8_E5M2", 19));

    private SafetensorsTensors() {}

    static OnnxFile open(Path file) throws IOException {
        SafetensorsIndex index;
        try {
            index = SafetensorsIndex.read(file);
        } catch (MalformedSafetensorsException e) {
            throw new IOException(
                    file + " cannot be used: " + e.getMessage() + "; save it again", e);
        }
        return OnnxFile.ofTensors(
                file, index.places().stream().map(place -> tensor(file, place)).toList());
    }

    private static LooseTensor tensor(Path file, SafetensorsIndex.Place place) {
        int number = TYPES.getOrDefault(place.dtype(), 0);
        return new LooseTensor(
                place.name(), number, place.shape(), () -> reader(file, place, number));
    }

    private static TensorReader reader(Path file, SafetensorsIndex.Place place, int number)
            throws IOException {
        ElementType type = ElementType.of(number);
        if (type == null) {
            throw new IOException(place.dtype() + " is a type that is not read");
        }
        return new RawReader(file, FileChannel.open(file), place.begin(), type);
    }
}
