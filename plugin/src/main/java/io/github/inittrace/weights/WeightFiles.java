// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.weights;

import io.github.inittrace.onnx.OnnxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Opens a file of weights, of any size and from any tool: ONNX, <a
 * href="https://github.com/huggingface/safetensors">safetensors</a>, or an archive that {@code
 * numpy.savez} wrote. All are one thing behind that, named tensors whose values stay in the file
 * until they are asked for; those of the last two have no graph.
 */
public final class WeightFiles {
    /** The first bytes of an archive, of one without entries, and of a header in safetensors. */
    private static final String ZIP = "PK\3\4";

    private static final String EMPTY_ZIP = "PK\5\6";
    private static final String JSON = "{\"";

    private WeightFiles() {}

    /**
     * Reads which tensors a file has.
     *
     * @param file the file; its ending or else its first bytes say of which format it is
     * @return its tensors and, of an ONNX model, its graph
     * @throws IOException if the file cannot be read or does not make sense; the message is one
     *     sentence that names it
     */
    public static OnnxFile open(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String start = Files.isRegularFile(file) ? start(file) : "";
        if (name.endsWith(".npz") || start.startsWith(ZIP) || start.startsWith(EMPTY_ZIP)) {
            return NpzTensors.open(file);
        }
        if (name.endsWith(".safetensors") || start.startsWith(JSON, Long.BYTES)) {
            return SafetensorsTensors.open(file);
        }
        return OnnxFile.open(file);
    }

    private static String start(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // who opens it will say so
        }
    }
}
