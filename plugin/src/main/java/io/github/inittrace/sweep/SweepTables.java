// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.RunVerdict;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that sum up a sweep. {@code index.json} has every run and is replaced at each end of a
 * run; to the tables, whose size grows with epochs and tensors, that run's rows are added. What a
 * process that was killed left of them is written anew from the run folders when the sweep is
 * started again. For one thread.
 */
final class SweepTables implements Closeable {
    static final String INDEX = "index";
    static final String RUNS = "runs";
    static final String EPOCHS = "epochs";

    private static final List<String> OF_TENSOR =
            List.of(
                    "tensor",
                    "count",
                    "norm",
                    "initialNorm",
                    "distance",
                    "relativeDistance",
                    "rms",
                    "meanAbs",
                    "maxAbs",
                    "cosine",
                    "updateSize",
                    "slope",
                    "correlation");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path index;
    private final Set<String> settings = new LinkedHashSet<>();
    private final CsvFile runs;
    private final CsvFile epochs;

    /**
     * Starts tables.
     *
     * @param folder where they are to be
     * @param suffix the end of their names, before the dot
     * @param planned the runs of the sweep
     */
    SweepTables(Path folder, String suffix, List<SweepRun> planned) throws IOException {
        planned.forEach(run -> settings.addAll(run.settings().keySet()));
        index = folder.resolve(INDEX + suffix + ".json");
        runs = new CsvFile(folder.resolve(RUNS + suffix + ".csv"), runColumns());
        List<String> columns = new ArrayList<>(List.of("run", "epoch"));
        columns.addAll(RunFigures.OF_EPOCH);
        columns.addAll(OF_TENSOR);
        try {
            epochs = new CsvFile(folder.resolve(EPOCHS + suffix + ".csv"), columns);
        } catch (IOException e) {
            runs.close();
            throw e;
        }
    }

    /** Lets the tables take the place of those that an earlier sweep left. */
    void publish() throws IOException {
        runs.publish();
        epochs.publish();
    }

    /** Adds the rows of a run; those of its epochs where it is finished. */
    void add(RunResult result, @Nullable NamedRun recorded) throws IOException {
        if (recorded != null && result.state() == RunResult.State.FINISHED) {
            epochs.add(epochRows(recorded));
        }
        runs.add(List.of(runRow(result)));
    }

    /** Writes the index. */
    void index(Collection<RunResult> results) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", SweepDocument.SCHEMA);
        for (RunResult.State state : RunResult.State.values()) {
            json.put(state.word(), results.stream().filter(r -> r.state() == state).count());
        }
        json.put(RUNS, results.stream().map(SweepTables::entry).toList());
        try {
            AtomicFile.write(index, MAPPER.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, @Nullable Object> entry(RunResult result) {
        Ending ending = result.ending();
        RunVerdict verdict = result.verdict();
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("name", result.run().name());
        entry.put("folder", SweepFolder.RUNS + "/" + result.run().name());
        entry.put("settings", result.run().settings());
        entry.put("job", result.run().job());
        entry.put("state", result.state().word());
        entry.put("ending", ending == null ? null : ending.reason().word());
        entry.put("message", result.message());
        entry.put("lastEpoch", ending == null ? null : ending.epochs());
        entry.put("seconds", ending == null ? null : ending.wallSeconds());
        entry.put("weightsSha256", ending == null ? null : ending.weightsSha256());
        entry.put("verdict", verdict == null ? null : verdict.status().word());
        entry.put("reason", verdict == null ? null : verdict.reason());
        entry.put("figures", result.figures());
        return entry;
    }

    private List<String> runColumns() {
        List<String> columns = new ArrayList<>(List.of("run"));
        columns.addAll(settings);
        columns.addAll(
                List.of("job", "state", "ending", "message", "lastEpoch", "seconds", "verdict"));
        columns.addAll(RunFigures.NAMES);
        columns.add("weightsSha256");
        return columns;
    }

    private List<@Nullable Object> runRow(RunResult result) {
        Ending ending = result.ending();
        RunVerdict verdict = result.verdict();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(result.run().name());
        settings.forEach(key -> row.add(result.run().settings().get(key)));
        row.add(result.run().job());
        row.add(result.state().word());
        row.add(ending == null ? null : ending.reason().word());
        row.add(result.message());
        row.add(ending == null ? null : ending.epochs());
        row.add(ending == null ? null : ending.wallSeconds());
        row.add(verdict == null ? null : verdict.status().word());
        RunFigures.NAMES.forEach(name -> row.add(result.figures().get(name)));
        row.add(ending == null ? null : ending.weightsSha256());
        return row;
    }

    private static List<List<@Nullable Object>> epochRows(NamedRun run) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (EpochRecord epoch : run.history()) {
            Stream.concat(epoch.tensors().stream(), Stream.of(epoch.total()))
                    .forEach(tensor -> rows.add(epochRow(run.name(), epoch, tensor)));
        }
        return rows;
    }

    private static List<@Nullable Object> epochRow(
            String run, EpochRecord epoch, TensorMeasures tensor) {
        Movement movement = tensor.movement();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(run);
        row.add(epoch.index());
        row.addAll(RunFigures.ofEpoch(epoch).values());
        row.add(tensor.name());
        row.add(tensor.count());
        row.add(tensor.norm());
        row.add(tensor.initialNorm());
        row.add(tensor.distance());
        row.add(tensor.relativeDistance());
        row.add(tensor.rms());
        row.add(tensor.meanAbs());
        row.add(tensor.maxAbs());
        row.add(tensor.cosine());
        row.add(tensor.updateSize());
        row.add(movement == null ? null : movement.slope());
        row.add(movement == null ? null : movement.correlation());
        return row;
    }

    @Override
    public void close() throws IOException {
        try {
            runs.close();
        } finally {
            epochs.close();
        }
    }
}
