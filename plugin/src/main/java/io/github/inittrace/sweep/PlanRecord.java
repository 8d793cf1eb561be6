// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.run.FolderFile;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the file {@value #FILE} says, and so whose folder it lies in: the runs of one plan.
 *
 * @param axes the directions in which they differ
 * @param runs the runs, at least one
 */
record PlanRecord(
        @JsonProperty(required = true) List<SweepAxis> axes,
        @JsonProperty(required = true) List<SweepRun> runs) {
    static final String FILE = "sweep.json";

    private static final String RUNS = "runs";
    private static final SweepDocument DOCUMENT =
            new SweepDocument("the record of a plan", "make the sweep in another folder");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no run, two have one name, or a name would lead
     *     elsewhere
     */
    PlanRecord {
        axes = List.copyOf(axes);
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("expected runs, found none");
        }
        Set<String> names = new HashSet<>();
        for (SweepRun run : runs) {
            if (!RunNames.isName(run.name())) {
                throw new IllegalArgumentException(
                        "expected the name of a folder for a run, found '"
                                + SafeText.of(run.name())
                                + "'");
            }
            if (!names.add(run.name())) {
                throw new IllegalArgumentException(
                        "expected each run once, found '" + SafeText.of(run.name()) + "' twice");
            }
        }
    }

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
     * Reads the file.
     *
     * @throws IOException if there is none, or it cannot be read or is no such file; one sentence
     */
    static PlanRecord read(Path folder) throws IOException {
        Path file =
                FolderFile.in(folder, FILE)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                folder
                                                        + " is not the folder of a sweep: expected a"
                                                        + " file "
                                                        + FILE
                                                        + ", found none"));
        return DOCUMENT.read(file, PlanRecord.class);
    }

    /**
     * Writes the file, or compares its runs if it is there.
     *
     * @throws IOException if it is of other runs, or cannot be read or written; one sentence
     */
    void writeOrRequire(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            AtomicFile.write(file, bytes());
            return;
        }
        List<SweepRun> found = read(folder).runs();
        if (!found.equals(runs)) {
            throw new IOException(
                    folder
                            + " holds the sweep of another plan: expected "
                            + runs.size()
                            + " runs from "
                            + runs.get(0).name()
                            + " on, found "
                            + (found.size() == runs.size()
                                    ? "other settings"
                                    : found.size() + " runs")
                            + "; choose another folder");
        }
    }

    private byte[] bytes() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", SweepDocument.SCHEMA);
        json.put("axes", axes);
        json.put(RUNS, runs);
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
