// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.PathText;
import io.github.inittrace.run.CollectedRuns;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.NaturalOrder;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a network is read from; or many, of collected runs and of NumPy.
 *
 * @param kind what it is
 * @param path a run folder or a file
 */
record NetworkSource(Kind kind, Path path) {
    enum Kind {
        RUN(""),
        COLLECTED(CollectedRuns.ENDING),
        ONNX(".onnx"),
        SAFETENSORS(".safetensors"),
        NPY(".npy");

        private final String ending;

        Kind(String ending) {
            this.ending = ending;
        }

        /** What a file is by its name. */
        private static Optional<Kind> of(Path file) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(kind -> kind != RUN && name.endsWith(kind.ending))
                    .findFirst();
        }
    }

    /** Its name for people. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    /**
     * The networks at a path.
     *
     * @param remarks takes what is left out
     * @throws IOException if there is none, or the name of one cannot be read; one sentence
     */
    static List<NetworkSource> at(Path path, List<String> remarks) throws IOException {
        if (SweepRecord.isAt(path)) {
            return ofSweep(path, remarks);
        }
        if (isRun(path)) {
            return List.of(new NetworkSource(Kind.RUN, path));
        }
        if (Files.isRegularFile(path)) {
            return List.of(
                    file(path)
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    "expected a file named .onnx, .safetensors,"
                                                            + " .npy or "
                                                            + CollectedRuns.ENDING
                                                            + ", or a folder, found "
                                                            + path)));
        }
        if (!Files.isDirectory(path)) {
            throw new IOException("expected a folder or a file, found nothing at " + path);
        }
        List<Path> inside;
        try (Stream<Path> entries = Files.list(path)) {
            inside =
                    entries.sorted(
                                    Comparator.comparing(
                                            entry -> entry.getFileName().toString(),
                                            NaturalOrder.OF_NAMES))
                            .toList();
        } catch (IOException e) {
            throw FileFailure.cannotRead(path, e);
        }
        List<NetworkSource> runs =
                inside.stream()
                        .filter(NetworkSource::isRun)
                        .map(run -> new NetworkSource(Kind.RUN, run))
                        .toList();
        if (!runs.isEmpty()) {
            requireReadable(runs);
            return runs;
        }
        List<NetworkSource> files = inside.stream().flatMap(NetworkSource::file).toList();
        if (files.isEmpty()) {
            throw new IOException(
                    "expected a sweep, a run, or runs, collected runs, ONNX, safetensors or NumPy"
                            + " files directly inside, found none in "
                            + path);
        }
        requireReadable(files);
        return files;
    }

    /** Names that are lost in part may be the same: no analysis is to have one. */
    private static void requireReadable(List<NetworkSource> networks) throws IOException {
        for (NetworkSource network : networks) {
            if (!PathText.isReadable(network.name())) {
                throw new IOException(PathText.complaint("the name " + network.path()));
            }
        }
    }

    private static List<NetworkSource> ofSweep(Path folder, List<String> remarks)
            throws IOException {
        List<RecordedRun> runs = SweepRecord.open(folder).runs();
        List<NetworkSource> finished =
                runs.stream()
                        .filter(run -> run.state() == RunResult.State.FINISHED)
                        .map(run -> new NetworkSource(Kind.RUN, run.folder()))
                        .toList();
        int missing = runs.size() - finished.size();
        if (missing > 0) {
            remarks.add(
                    missing
                            + " of "
                            + runs.size()
                            + " networks of "
                            + folder.getFileName()
                            + " are not trained yet, or failed");
        }
        return finished;
    }

    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(RunFolder.RECORD));
    }

    private static Stream<NetworkSource> file(Path path) {
        return Kind.of(path).stream().map(kind -> new NetworkSource(kind, path));
    }
}
