// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.ShortNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as its folder has it, whether it is complete, goes on or was killed. Immutable.
 *
 * @param folder the folder
 * @param axes the directions in which its runs differ, seeds included, in the order of the plan
 * @param runs its runs, in the order of the plan; at least one
 */
public record SweepRecord(Path folder, List<SweepAxis> axes, List<RecordedRun> runs) {
    /** The file that makes a folder that of a sweep. */
    public static final String FILE = PlanRecord.FILE;

    /** Copies the lists. */
    public SweepRecord {
        axes = List.copyOf(axes);
        runs = List.copyOf(runs);
    }

    /** Whether a folder is that of a sweep. */
    public static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve(PlanRecord.FILE));
    }

    /**
     * Looks what there is of a sweep. Which runs are finished, their own folders say; what is in
     * them is not checked.
     *
     * @param folder the folder of a sweep
     * @throws IOException if it is none, or cannot be read; one sentence
     */
    public static SweepRecord open(Path folder) throws IOException {
        PlanRecord plan = PlanRecord.read(folder);
        Map<String, String> failures = SweepIndex.failures(folder);
        List<RecordedRun> runs =
                plan.runs().parallelStream()
                        .map(
                                run ->
                                        recorded(
                                                run,
                                                SweepFolder.path(folder, run),
                                                failures.get(run.name())))
                        .toList();
        return new SweepRecord(folder, plan.axes(), runs);
    }

    private static RecordedRun recorded(SweepRun run, Path path, @Nullable String failure) {
        if (isFinished(path)) {
            return new RecordedRun(run, RunResult.State.FINISHED, null, path);
        }
        RunResult.State state = failure == null ? RunResult.State.PLANNED : RunResult.State.FAILED;
        return new RecordedRun(run, state, failure, path);
    }

    private static boolean isFinished(Path run) {
        try {
            if (!Files.exists(run.resolve(RunFolder.MANIFEST))) {
                return false;
            }
            Ending ending = RunFolder.record(run).ending();
            return ending != null && ending.endedByItself();
        } catch (IOException e) {
            return false; // A sweep that goes on trains it again.
        }
    }

    /** The runs, those together that differ in nothing but the seed, in the order of the plan. */
    public List<SweepGroup> groups() {
        List<SweepAxis> varied = axes.stream().filter(axis -> !axis.isSeed()).toList();
        Map<Map<String, String>, List<RecordedRun>> groups = new LinkedHashMap<>();
        for (RecordedRun run : runs) {
            Map<String, String> values = new LinkedHashMap<>();
            varied.forEach(axis -> values.put(axis.name(), axis.value(run.run().settings())));
            groups.computeIfAbsent(values, any -> new ArrayList<>()).add(run);
        }
        ShortNames words = ShortNames.of(List.copyOf(groups.keySet()));
        List<SweepGroup> named = new ArrayList<>();
        groups.forEach((values, of) -> named.add(new SweepGroup(words.label(values), values, of)));
        return List.copyOf(named);
    }
}
