// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.SweepRecord;
import io.github.inittrace.sweep.SweepSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the runs of a study's plans came to, read when it is asked for. For one thread. */
public final class Results {
    /** How many training images data sets have; of HASYv2 it is the first fold. */
    private static final Map<String, Integer> WHOLE =
            Map.of(
                    DatasetLoader.HASYV2, 151_241,
                    DatasetLoader.MNIST, 60_000,
                    DatasetLoader.FASHION_MNIST, 60_000);

    private final Scale scale;
    private final Map<String, SweepRecord> sweeps = new LinkedHashMap<>();
    private final Map<String, SweepSummary> summaries = new LinkedHashMap<>();

    private Results(Scale scale) {
        this.scale = scale;
    }

    /**
     * The results of plans.
     *
     * @param scale at which they were made
     * @param folders the folder of the sweep of each plan, by the plan's name
     * @throws IOException if one is no sweep or cannot be read; one sentence
     */
    public static Results open(Scale scale, Map<String, Path> folders) throws IOException {
        Results results = new Results(scale);
        for (Map.Entry<String, Path> folder : folders.entrySet()) {
            results.sweeps.put(folder.getKey(), SweepRecord.open(folder.getValue()));
        }
        return results;
    }

    /** At which scale they were made. */
    public Scale scale() {
        return scale;
    }

    /** The sweep of a plan. */
    public SweepRecord sweep(String plan) {
        return Objects.requireNonNull(sweeps.get(plan), plan);
    }

    /** The sweeps of all plans, by their names. */
    public Map<String, SweepRecord> sweeps() {
        return sweeps;
    }

    /** The sweep of a plan, with a summary of each run. */
    public SweepSummary summary(String plan) {
        return summaries.computeIfAbsent(plan, name -> SweepSummary.of(sweep(name)));
    }

    /** The finished runs of a plan, in its order. */
    public List<RecordedRun> runs(String plan) {
        return sweep(plan).runs().stream()
                .filter(run -> run.state() == RunResult.State.FINISHED)
                .toList();
    }

    /** The finished runs of a plan with such a value of a setting. */
    public List<RecordedRun> runs(String plan, String setting, String value) {
        return runs(plan).stream()
                .filter(run -> value.equals(run.run().settings().get(setting)))
                .toList();
    }

    /**
     * A run with its epochs.
     *
     * @throws IOException if it cannot be read; one sentence
     */
    public RunFolder folder(RecordedRun run) throws IOException {
        return RunFolder.open(run.folder());
    }

    /**
     * The losses and distances of a run, without the rest of its epochs.
     *
     * @throws IOException if it cannot be read; one sentence
     */
    public RunCurves curves(RecordedRun run) throws IOException {
        return RunCurves.read(run.folder());
    }

    /** How many epochs every run of a plan was to have. */
    public int epochs(String plan) {
        return Integer.parseInt(
                sweep(plan).runs().get(0).run().settings().getOrDefault("epochs", "0"));
    }

    /**
     * How many steps an epoch of the runs of a plan has; 0 if none is finished.
     *
     * @throws IOException if no record can be read; one sentence
     */
    public int stepsPerEpoch(String plan) throws IOException {
        for (RecordedRun run : runs(plan)) {
            RunRecord record = RunFolder.record(run.folder());
            Map<String, String> trainer = record.configuration();
            int examples = record.training().examples();
            int batch =
                    Boolean.parseBoolean(trainer.getOrDefault("fullBatch", "false"))
                            ? examples
                            : Integer.parseInt(trainer.getOrDefault("batchSize", "128"));
            return (examples + batch - 1) / batch;
        }
        return 0;
    }

    /** What the runs were trained on, as {@code --dataset} calls it. */
    public String dataset() {
        return sweeps.values()
                .iterator()
                .next()
                .runs()
                .get(0)
                .run()
                .settings()
                .getOrDefault("dataset", "digits");
    }

    /**
     * Whether the runs were trained on all of a data set.
     *
     * @param published the data set
     * @throws IOException if no record can be read; one sentence
     */
    public boolean isOn(String published) throws IOException {
        if (!dataset().equals(published)) {
            return false;
        }
        for (String plan : sweeps.keySet()) {
            for (RecordedRun run : runs(plan)) {
                RunRecord record = RunFolder.record(run.folder());
                return Integer.valueOf(record.training().examples()).equals(WHOLE.get(published));
            }
        }
        return false;
    }
}
