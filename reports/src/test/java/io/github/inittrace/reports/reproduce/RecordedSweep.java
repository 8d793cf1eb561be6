// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolderWriter;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folder of a sweep of a plan, with runs that never took place. */
public final class RecordedSweep {
    private final Path folder;
    private final int examples;
    private final boolean isFullBatch;
    private final Map<String, String> common;
    private final List<Map<String, Object>> runs = new ArrayList<>();

    /**
     * A sweep without runs.
     *
     * @param folder where to write it
     * @param examples how many training images its runs had, in minibatches of 128
     * @param isFullBatch whether these were one batch instead
     * @param common the settings of all runs
     */
    public RecordedSweep(
            Path folder, int examples, boolean isFullBatch, Map<String, String> common) {
        this.folder = folder;
        this.examples = examples;
        this.isFullBatch = isFullBatch;
        this.common = common;
    }

    /** Adds a run that is not finished. */
    public RecordedSweep planned(Map<String, String> settings) throws IOException {
        add(settings);
        return this;
    }

    /** Adds a finished run. */
    public RecordedSweep run(Map<String, String> settings, TrainingHistory history)
            throws IOException {
        Path run = folder.resolve("runs").resolve(add(settings));
        try (RunFolderWriter writer = RunFolderWriter.create(run, false)) {
            writer.writeRecord(record(history.last().index()));
            for (EpochRecord epoch : history) {
                writer.append(epoch);
            }
            writer.finish();
        }
        return this;
    }

    private String add(Map<String, String> settings) throws IOException {
        String name = "run-" + runs.size();
        Map<String, String> all = new LinkedHashMap<>(common);
        all.putAll(settings);
        runs.add(Map.of("name", name, "settings", all, "job", name));
        Files.createDirectories(folder);
        new ObjectMapper()
                .writeValue(
                        folder.resolve("sweep.json").toFile(),
                        Map.of(
                                "schema",
                                1,
                                "axes",
                                List.of(
                                        Map.of("name", "width", "settings", List.of("hidden")),
                                        Map.of("name", "seed", "settings", List.of("seed"))),
                                "runs",
                                runs));
        return name;
    }

    private RunRecord record(int epochs) {
        return new RunRecord(
                1,
                "2f6c1f7e-9a51-4a3e-8d0b-5d9a3f7c2b11",
                "2026-08-21T14:03:27.123+02:00",
                "io.github.inittrace.mlp.MLPClassificationTrainer",
                Map.of("batchSize", "128", "fullBatch", String.valueOf(isFullBatch)),
                epochs,
                2,
                2,
                List.of(),
                null,
                new DataRecord("training", examples, Map.of()),
                List.of(new DataRecord("test", 10, Map.of())),
                null,
                Map.of(),
                JsonNodeFactory.instance.arrayNode(),
                new Ending(EndReason.COMPLETED, "all epochs done", epochs, 1, null, null, null));
    }

    /** The results of this sweep alone, at quick scale. */
    public Results results() throws IOException {
        return Results.open(Scale.QUICK, Map.of(folder.getFileName().toString(), folder));
    }
}
