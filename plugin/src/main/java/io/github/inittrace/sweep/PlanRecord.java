// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The file {@value #FILE}, which says whose folder it lies in: the runs of one plan. */
final class PlanRecord {
    static final String FILE = "sweep.json";

    private static final String RUNS = "runs";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PlanRecord() {}

    /**
     * Lets pass a folder that does not exist, is empty or has the file of some sweep.
     *
     * @throws IOException if there is anything else; one sentence
     */
    static void requireRoom(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "cannot write to "
                            + folder
                            + ": it is a file, not a folder; choose another name");
        }
        boolean isForeign;
        try (Stream<Path> entries = Files.list(folder)) {
            // The others are what a sweep that was killed at once, or starts just now, has made.
            isForeign =
                    entries.map(entry -> entry.getFileName().toString())
                            .anyMatch(name -> !name.equals(RUNS) && !name.startsWith("."));
        } catch (IOException e) {
            throw FileFailure.cannotRead(folder, e);
        }
        if (isForeign && !Files.exists(folder.resolve(FILE))) {
            throw new IOException(
                    "cannot write to "
                            + folder
                            + ": it is not empty and holds no "
                            + FILE
                            + ", so it is no sweep; choose another folder");
        }
    }

    /**
     * Writes the file, or compares it if it is there.
     *
     * @throws IOException if it is of other runs, or cannot be read or written; one sentence
     */
    static void writeOrRequire(Path folder, List<SweepRun> sweep) throws IOException {
        Path file = folder.resolve(FILE);
        byte[] expected = bytes(sweep);
        if (!Files.exists(file)) {
            AtomicFile.write(file, expected);
            return;
        }
        JsonNode found;
        try {
            found = MAPPER.readTree(Files.readAllBytes(file)).path(RUNS);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON; choose another folder", e);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
        if (!found.equals(MAPPER.readTree(expected).path(RUNS))) {
            throw new IOException(
                    folder
                            + " holds the sweep of another plan: expected "
                            + sweep.size()
                            + " runs from "
                            + sweep.get(0).name()
                            + " on, found "
                            + (found.size() == sweep.size()
                                    ? "other settings"
                                    : found.size() + " runs")
                            + "; choose another folder");
        }
    }

    private static byte[] bytes(List<SweepRun> sweep) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", 1);
        json.put(RUNS, sweep);
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
