// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up, or a folder that vanishes, in the middle of a run. */
class DiskFullIT {
    private static final String FULL = ": no space left on device";

    @TempDir private Path folder;
    private Process process;

    @AfterEach
    void nothing_staysBehind() throws IOException {
        if (process != null) {
            process.destroyForcibly();
        }
        if (Files.isDirectory(disk())) {
            Processes.run(folder, List.of("umount", disk().toString()));
        }
    }

    /** The disks are sized so that each file in turn is the first that does not fit. */
    @Test
    void disk_full_namesTheFileAndLeavesNothingHalfWritten() throws IOException {
        IDXFolder.of(folder.resolve("data"), 400, 100);
        Path roomy = folder.resolve("roomy");
        Processes.Result good = run(roomy);
        assertThat(good.exit()).as(good.err()).isZero();
        long names = pages(roomy, "run.json", "labels.csv", "features.csv");
        long initial = pages(roomy, "initial.onnx");
        long epochs = pages(roomy, "epochs.jsonl");
        long conditional = pages(roomy, "conditional.jsonl");
        long trained = pages(roomy, "trained.onnx");
        // The ending replaces run.json: for a moment there are two.
        long manifest = names + pages(roomy, "manifest.json", "run.json");
        long before = names + initial + epochs + conditional + trained + pages(roomy, "run.json");
        long samples = pages(roomy, "samples.json");
        long all = before + samples + pages(roomy, "classification.json");
        Set<String> failed = new TreeSet<>();

        failed.add(fill(1));
        failed.add(fill(names + 1 + initial / 2));
        failed.add(fill(names + 1 + initial + epochs / 2));
        failed.add(fill(names + 1 + initial + epochs + conditional / 2));
        failed.add(fill(names + 1 + initial + epochs + conditional + trained / 2));
        failed.add(fill(before + samples / 2));
        failed.add(fill(before + samples + (all - before - samples) / 2));
        failed.add(fill(all + 3));
        failed.add(fill(all + 10));

        assertThat(manifest).isPositive();
        assertThat(failed)
                .contains(
                        "run.json",
                        "initial.onnx",
                        "epochs.jsonl",
                        "conditional.jsonl",
                        "trained.onnx",
                        "samples.json",
                        "classification.json")
                .anyMatch(name -> name.startsWith("report"));
    }

    /** Runs on a disk of so many pages, and returns the file that did not fit. */
    private String fill(long pages) throws IOException {
        mount(pages);
        Processes.Result result = run(disk().resolve("run"));

        assertThat(result.exit()).as(pages + " pages: " + result.err()).isEqualTo(2);
        assertThat(result.errLines()).hasSize(1);
        String beginning = "inittrace: cannot write to disk/run/";
        assertThat(result.err().strip()).startsWith(beginning).endsWith(FULL);
        String failed = result.err().strip().replace(beginning, "").replace(FULL, "");
        assertThat(disk().resolve("run").resolve(failed))
                .satisfiesAnyOf(
                        file -> assertThat(file).doesNotExist(),
                        file -> assertThat(file.getFileName()).hasToString("epochs.jsonl"),
                        file -> assertThat(file.getFileName()).hasToString("conditional.jsonl"),
                        file -> assertThat(file).hasFileName("run.json"));
        assertReadable(disk().resolve("run"));
        unmount();
        return failed;
    }

    /** No draft is left, every network is whole, and the report comes or says why it cannot. */
    private void assertReadable(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
        for (String name : List.of("initial.onnx", "trained.onnx")) {
            if (Files.exists(run.resolve(name))) {
                assertThat(OnnxWeights.read(run.resolve(name)).tensors()).hasSize(6);
            }
        }
        Processes.Result report = InProcess.run(folder, "report", run.toString());
        assertThat(report.err()).doesNotContain("\tat ");
        if (report.exit() == 0) {
            assertThat(RunFolder.open(run).history().epochs()).allMatch(EpochRecord::complete);
            assertThat(run.resolve("report/index.html")).isNotEmptyFile();
        } else {
            assertThat(report.exit()).isEqualTo(2);
            assertThat(report.errLines()).hasSize(1);
            assertThat(report.err())
                    .containsAnyOf(
                            "no space left", "holds no complete record", "is not a run folder");
        }
    }

    /** What does not fit is recorded, and comes when there is room. */
    @Test
    void disk_fullInASweep_failsRunsThatComeLater() throws IOException {
        IDXFolder.of(folder.resolve("data"), 400, 100);
        Files.writeString(
                folder.resolve("plan.yaml"),
                "run: {dataset: mnist, data-dir: data, hidden: 64, epochs: 2}\nseeds: 6\n");
        mount(500);
        Path sweep = disk().resolve("sweep");
        Processes.Result full = sweep(sweep);
        assertThat(full.exit()).as(full.err()).isEqualTo(2);
        assertThat(full.out())
                .containsPattern("seed=\\d: test loss")
                .containsPattern("seed=\\d: failed: cannot write to .*" + FULL)
                .containsPattern("[1-5] finished, [1-5] failed, 0 still to do");
        assertThat(full.errLines())
                .allMatch(line -> line.contains("cannot write to") && line.endsWith(FULL));

        Processes.run(folder, List.of("mount", "-o", "remount,size=20m", disk().toString()));
        Processes.Result roomy = sweep(sweep);
        assertThat(roomy.exit()).as(roomy.err()).isZero();
        assertThat(roomy.out()).contains("6 finished, 0 failed, 0 still to do");
        assertThat(Files.readAllLines(sweep.resolve("runs.csv"))).hasSize(7);
        unmount();
    }

    private Processes.Result sweep(Path target) throws IOException {
        return Cli.here().run(folder, "sweep", "plan.yaml", "--out", target.toString());
    }

    @Test
    void folder_goneOrReplacedByAFileDuringTheRun_isNamedInOneSentence() throws IOException {
        Path mine = folder.resolve("mine");
        startAndAwaitEpoch(mine);
        Files.move(mine, folder.resolve("elsewhere"));
        assertStopped("cannot write to " + mine + "/epochs.jsonl: it was removed during the run");
        assertThat(mine).doesNotExist();

        startAndAwaitEpoch(mine);
        Files.move(mine, folder.resolve("aside"));
        Files.writeString(mine, "a file");
        assertStopped("cannot write to " + mine + "/epochs.jsonl: it was removed during the run");
        assertThat(mine).hasContent("a file");
    }

    private void assertStopped(String sentence) throws IOException {
        assertThat(Processes.await(process)).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("stderr")))
                .containsExactly("inittrace: " + sentence);
    }

    private void startAndAwaitEpoch(Path target) throws IOException {
        process =
                Processes.builder(
                                folder,
                                Cli.here()
                                        .command(
                                                "run",
                                                "--hidden",
                                                "256,256",
                                                "--epochs",
                                                "60",
                                                "-o",
                                                target.toString()))
                        .redirectError(folder.resolve("stderr").toFile())
                        .start();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.startsWith("    1 ")) {
            line = lines.readLine();
        }
        assertThat(line).as(Files.readString(folder.resolve("stderr"))).isNotNull();
    }

    private Processes.Result run(Path target) throws IOException {
        return InProcess.run(
                folder,
                "run",
                "--dataset",
                "mnist",
                "--data-dir",
                "data",
                "--hidden",
                "64,32",
                "--epochs",
                "12",
                "-q",
                "-o",
                target.toString());
    }

    private Path disk() {
        return folder.resolve("disk");
    }

    private void mount(long pages) throws IOException {
        Files.createDirectories(disk());
        Processes.Result mounted =
                Processes.run(
                        folder,
                        List.of(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=" + 4 * pages + "k",
                                "tmpfs",
                                disk().toString()));
        Assumptions.assumeTrue(
                mounted.exit() == 0, "no small disk can be mounted here; run this as root");
    }

    private void unmount() throws IOException {
        assertThat(Processes.run(folder, List.of("umount", disk().toString())).exit()).isZero();
    }

    /** How many pages of 4 kB files take. */
    private static long pages(Path run, String... names) throws IOException {
        long pages = 0;
        for (String name : names) {
            pages += (Files.size(run.resolve(name)) + 4095) / 4096;
        }
        return pages;
    }
}
