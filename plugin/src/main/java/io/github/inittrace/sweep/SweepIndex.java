// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.run.FolderFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an index says that no run folder has: why runs failed.
 *
 * @param runs the runs
 */
record SweepIndex(@JsonProperty(required = true) List<Entry> runs) {
    private static final SweepDocument DOCUMENT =
            new SweepDocument(
                    "the index of a sweep", "start the sweep again, which writes it anew");

    SweepIndex {
        runs = List.copyOf(runs);
    }

    /**
     * One run.
     *
     * @param name its name
     * @param state the word for what came of it
     * @param message why it failed, or how it ended
     */
    record Entry(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String state,
            @JsonSetter(nulls = Nulls.SET) @Nullable String message) {}

    /**
     * Why runs failed, by their names, as all indices there are say, those of shards included.
     *
     * @param folder the folder of a sweep
     * @throws IOException if an index cannot be read or is none; one sentence that names it
     */
    static Map<String, String> failures(Path folder) throws IOException {
        Map<String, String> failures = new HashMap<>();
        for (String name : names(folder)) {
            Optional<Path> file = FolderFile.in(folder, name);
            if (file.isEmpty()) {
                continue; // It has gone since.
            }
            for (Entry run : DOCUMENT.read(file.get(), SweepIndex.class).runs()) {
                if (run.state().equals(RunResult.State.FAILED.word())) {
                    String message = run.message();
                    failures.put(run.name(), message == null ? "for no reason given" : message);
                }
            }
        }
        return failures;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith(SweepTables.INDEX) && name.endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileFailure.cannotRead(folder, e);
        }
    }
}
