// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file may be that was given in place of an ONNX model. */
final class FileSignature {
    /** What is said of a file that looks like nothing known. */
    static final String NONE = "none in the file";

    private FileSignature() {}

    /** What a file looks like by its first bytes, and what to do. */
    static String of(Path file) {
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = new String(in.readNBytes(24), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return NONE;
        }
        if (start.startsWith("PK\3\4")) {
            return "a ZIP archive, such as PyTorch's .pt or .keras; export the model to ONNX";
        }
        if (start.startsWith("\u0089HDF")) {
            return "an HDF5 file, such as Keras' .h5; export the model to ONNX";
        }
        if (start.startsWith("\u001f\u008b")) {
            return "a gzipped file; unpack it";
        }
        if (start.startsWith("version https://git-lfs")) {
            return "a pointer of Git LFS, not the model; get it with git lfs pull";
        }
        if (start.startsWith("GGUF") || start.startsWith("TFL3", 4)) {
            return "a GGUF or TensorFlow Lite file; export the model to ONNX";
        }
        if (start.startsWith("{\"", 8)) {
            return "a safetensors file; export the model to ONNX";
        }
        if (!start.isEmpty() && start.chars().allMatch(FileSignature::isText)) {
            return "text; give the .onnx file";
        }
        return NONE;
    }

    private static boolean isText(int c) {
        return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t';
    }
}
