// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a tensor lie that are kept outside its model's file.
 *
 * @param file the file
 * @param offset where in it they start, in bytes
 * @param available how many bytes there are
 * @param isLength whether the model says so; if not, there may be others after them
 */
record ExternalData(Path file, long offset, long available, boolean isLength) {
    /** By this name of a file, ONNX Runtime reads whatever lies at the offset in its own memory. */
    private static final String ADDRESS_IN_MEMORY = "_ORT_MEM_ADDR_";

    /**
     * Finds the file of a tensor. A model must not make its reader open just any file: the one
     * named has to be a regular file in the folder of the model or below, both with links as they
     * are and with links followed.
     *
     * @param model the model's file
     * @param tensor a tensor whose data is external
     * @throws MalformedTensorException if there is no such file, or it must not be read
     */
    static ExternalData of(Path model, OnnxMl.TensorProto tensor) throws IOException {
        Map<String, String> entries = new HashMap<>();
        tensor.getExternalDataList().forEach(e -> entries.put(e.getKey(), e.getValue()));
        String location = entries.get("location");
        if (location == null || location.isBlank()) {
            throw new MalformedTensorException(
                    "keeps its values in another file, but does not say in which");
        }
        Path file = inFolderOf(model, location);
        long size = Files.size(file);
        long offset = number(entries, "offset", 0, size, file);
        return new ExternalData(
                file,
                offset,
                number(entries, "length", size - offset, size - offset, file),
                entries.containsKey("length"));
    }

    private static Path inFolderOf(Path model, String location) throws IOException {
        Path folder = folder(model.toAbsolutePath());
        Path file;
        if (location.contains(ADDRESS_IN_MEMORY)) {
            throw new MalformedTensorException(
                    "keeps its values at an address in memory, expected a file in the model's"
                            + " folder");
        }
        try {
            file = folder.resolve(location).normalize();
        } catch (InvalidPathException e) {
            throw new MalformedTensorException(
                    "keeps its values in '"
                            + SafeText.of(location)
                            + "', which is no name of a file");
        }
        if (Path.of(location).isAbsolute() || !file.startsWith(folder.normalize())) {
            throw new MalformedTensorException(
                    "keeps its values in '"
                            + SafeText.of(location)
                            + "', expected a file in the model's folder; such a file is not read");
        }
        if (!Files.isRegularFile(file)) {
            throw new MalformedTensorException(
                    "keeps its values in '"
                            + SafeText.of(location)
                            + "', but there is no such file beside the model; put it there");
        }
        Path real = file.toRealPath();
        if (!real.startsWith(folder.toRealPath()) && !real.startsWith(folder(model.toRealPath()))) {
            throw new MalformedTensorException(
                    "keeps its values in '"
                            + SafeText.of(location)
                            + "', a link that leaves the model's folder; such a file is not read");
        }
        return real;
    }

    private static Path folder(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static long number(
            Map<String, String> entries, String key, long otherwise, long most, Path file)
            throws MalformedTensorException {
        @Nullable String text = entries.get(key);
        if (text == null) {
            return otherwise;
        }
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            number = -1;
        }
        if (number < 0 || number > most) {
            throw new MalformedTensorException(
                    "says that its values have "
                            + key
                            + " "
                            + SafeText.of(text)
                            + " in '"
                            + SafeText.of(String.valueOf(file.getFileName()))
                            + "', expected a number up to "
                            + most);
        }
        return number;
    }
}
