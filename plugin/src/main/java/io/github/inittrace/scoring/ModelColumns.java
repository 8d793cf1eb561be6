// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file's metadata says about its input and output.
 *
 * @param features the names of the inputs, by column
 * @param outputs the names of the outputs, by column
 * @param probabilities whether the outputs are probabilities
 */
record ModelColumns(List<String> features, List<String> outputs, boolean probabilities) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FEATURES = "inittrace.features";
    private static final String HASHED = "inittrace.features-hashed";
    private static final String LABELS = "inittrace.labels";
    private static final String KIND = "inittrace.outputs";
    private static final String PROBABILITIES = "inittrace.probabilities";

    ModelColumns {
        features = List.copyOf(features);
        outputs = List.copyOf(outputs);
    }

    /** Files of earlier versions do not say what their outputs are: there, the caller is believed. */
    static ModelColumns of(Path file, Map<String, String> metadata, String kind)
            throws IOException {
        if (metadata.getOrDefault(HASHED, "false").equals("true")) {
            throw new IOException(
                    file
                            + " knows its features by hashed names, under which those of an example"
                            + " are not found, and the hash's salt is kept nowhere; lay the features"
                            + " out as the trained model's feature map numbers them, and use"
                            + " RawScores.of");
        }
        String found = metadata.getOrDefault(KIND, kind);
        if (!found.equals(kind)) {
            throw new IOException(
                    file + " has outputs of the kind " + found + ", expected " + kind);
        }
        return new ModelColumns(
                names(file, metadata, FEATURES),
                names(file, metadata, LABELS),
                metadata.getOrDefault(PROBABILITIES, "true").equals("true"));
    }

    private static List<String> names(Path file, Map<String, String> metadata, String key)
            throws IOException {
        @Nullable String json = metadata.get(key);
        if (json == null) {
            throw new IOException(
                    file
                            + " was not exported by InitTrace: expected "
                            + key
                            + " in its metadata, found none; use a file of a run folder");
        }
        List<String> names;
        try {
            names = List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException | NullPointerException e) {
            throw new IOException(
                    file + " is corrupt: " + key + " in its metadata is no list of names", e);
        }
        if (names.isEmpty() || Set.copyOf(names).size() != names.size()) {
            throw new IOException(
                    file
                            + " is corrupt: "
                            + key
                            + " in its metadata "
                            + (names.isEmpty() ? "is empty" : "holds a name twice"));
        }
        return names;
    }
}
