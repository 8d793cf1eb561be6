// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.export;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The runs to export. Immutable.
 *
 * @param settings the names of the settings in which they differ
 * @param runs those of which anything is written; at least one
 * @param missing how many more were planned
 */
record ExportSource(List<String> settings, List<ExportedRun> runs, int missing) {
    private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

    /** Copies the lists. */
    ExportSource {
        settings = List.copyOf(settings);
        runs = List.copyOf(runs);
    }

    /**
     * Finds the runs in a folder.
     *
     * @param path the folder of a run or of a sweep
     * @throws IOException if it is neither, or nothing was trained yet; one sentence
     */
    static ExportSource open(Path path) throws IOException {
        if (SweepRecord.isAt(path)) {
            return of(SweepRecord.open(path));
        }
        if (Files.isDirectory(path) && !Files.exists(path.resolve(RunFolder.RECORD))) {
            throw new IOException(
                    "expected the folder of a run or of a sweep, found another one at "
                            + path
                            + "; name one that inittrace run or inittrace sweep has made");
        }
        RunFolder.record(path); // or it says what is wrong
        Path name = path.toAbsolutePath().normalize().getFileName();
        ExportedRun run = new ExportedRun(String.valueOf(name), Map.of(), path);
        return new ExportSource(List.of(), List.of(run), 0);
    }

    private static ExportSource of(SweepRecord sweep) throws IOException {
        Set<String> settings = new LinkedHashSet<>();
        sweep.axes().forEach(axis -> settings.addAll(axis.settings()));
        List<ExportedRun> runs =
                sweep.runs().stream()
                        .filter(run -> Files.exists(run.folder().resolve(RunFolder.RECORD)))
                        .map(ExportSource::run)
                        .toList();
        if (runs.isEmpty()) {
            throw new IOException(
                    "expected runs to export in "
                            + sweep.folder()
                            + ", found none of "
                            + sweep.runs().size()
                            + " trained; start the sweep first");
        }
        return new ExportSource(List.copyOf(settings), runs, sweep.runs().size() - runs.size());
    }

    private static ExportedRun run(RecordedRun run) {
        return new ExportedRun(run.run().name(), run.run().settings(), run.folder());
    }

    /** The settings whose values are numbers in all runs, where they have one. */
    Set<String> numericSettings() {
        return settings.stream()
                .filter(
                        name ->
                                runs.stream()
                                        .map(run -> run.settings().get(name))
                                        .allMatch(v -> v == null || v.matches(NUMBER)))
                .collect(Collectors.toSet());
    }
}
