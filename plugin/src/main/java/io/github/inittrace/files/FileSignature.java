// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file is by its first bytes, which may have been given in place of another. */
public enum FileSignature {
    /** What Git has in place of a large file until that is fetched. */
    LFS_POINTER(
            "version https://git-lfs",
            0,
            "a pointer of Git LFS, not the file",
            "get it with git lfs pull"),
    /** Anything, compressed by gzip. */
    GZIP("\u001f\u008b", 0, "a gzipped file", "unpack it"),
    /** An archive with something in it. */
    ZIP("PK\3\4", 0, "a ZIP archive, such as PyTorch's .pt or .keras", null),
    /** Hierarchical data. */
    HDF5("\u0089HDF", 0, "an HDF5 file, such as Keras' .h5", null),
    /** A model for llama.cpp. */
    GGUF("GGUF", 0, "a GGUF file", null),
    /** A model for phones. */
    TFLITE("TFL3", 4, "a TensorFlow Lite file", null),
    /** An array that NumPy saved by itself. */
    NPY("\u0093NUMPY", 0, "a NumPy array", null),
    /** Tensors behind a header in JSON. */
    SAFETENSORS("{\"", 8, "a safetensors file", null),
    /** Nothing but characters of ASCII. */
    TEXT("", 0, "text", null) {
        @Override
        boolean fits(String start) {
            return !start.isEmpty() && start.chars().allMatch(FileSignature::isText);
        }
    };

    private static final int LONGEST = 24;

    private final String mark;
    private final int at;
    private final String words;
    private final @Nullable String advice;

    FileSignature(String mark, int at, String words, @Nullable String advice) {
        this.mark = mark;
        this.at = at;
        this.words = words;
        this.advice = advice;
    }

    boolean fits(String start) {
        return start.startsWith(mark, at);
    }

    /** What a file looks like; empty where that is nothing known, or it cannot be read. */
    public static Optional<FileSignature> of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
            return Arrays.stream(values()).filter(known -> known.fits(start)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What a file looks like that could not be read as what it was meant to be.
     *
     * @param meant the format that it was to have
     * @return empty where it looks like that or like nothing known, or cannot be read
     */
    public static Optional<FileSignature> other(Path file, FileSignature meant) {
        return of(file).filter(found -> found != meant);
    }

    /**
     * What it is and what to do, in words that stand behind "found" or "it is".
     *
     * @param otherwise what to do about a file of a format that is not read there
     */
    public String words(String otherwise) {
        return words + "; " + (advice == null ? otherwise : advice);
    }

    private static boolean isText(int c) {
        return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t';
    }
}
