// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a run may be written, and what overwriting removes. */
class RunFolderWriterTest {
    @TempDir Path temporary;

    private Path finishedRun() throws IOException {
        Path folder = temporary.resolve("run");
        try (RunFolderWriter writer = RunFolderWriter.create(folder, false)) {
            writer.writeRecord(Samples.record(null));
            writer.writeInitialModel(new byte[1]);
            writer.append(Samples.epoch(0));
            writer.finish();
        }
        Files.createDirectories(folder.resolve("report/img"));
        Files.writeString(folder.resolve("report/index.html"), "");
        Files.writeString(folder.resolve("report/img/a.PNG"), "");
        return folder;
    }

    private static void assertRefused(Path folder, boolean overwrite, String message)
            throws IOException {
        List<Path> before = Files.exists(folder) ? tree(folder) : List.of();
        assertThatThrownBy(() -> RunFolderWriter.check(folder, overwrite))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> RunFolderWriter.create(folder, overwrite))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
        assertThat(Files.exists(folder) ? tree(folder) : List.of()).isEqualTo(before);
    }

    private static List<Path> tree(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.sorted().toList();
        }
    }

    @Test
    void append_valuesThatAreNotFinite_becomeNull() throws IOException {
        EpochRecord e = Samples.epoch(0);
        EpochRecord odd =
                new EpochRecord(
                        0,
                        true,
                        Double.NaN,
                        null,
                        Double.NEGATIVE_INFINITY,
                        null,
                        1,
                        null,
                        List.of(),
                        e.tensors(),
                        e.total(),
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        Path run = temporary.resolve("odd");
        try (RunFolderWriter writer = RunFolderWriter.create(run, false)) {
            writer.writeRecord(Samples.record(null));
            writer.append(odd);
        }
        EpochRecord read = RunFolder.open(run).history().first();
        assertThat(read.runningLoss()).isNull();
        assertThat(read.epochEndLoss()).isNull();
        assertThat(
                        new String(
                                Files.readAllBytes(run.resolve("epochs.jsonl")),
                                StandardCharsets.UTF_8))
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void create_nonEmptyFolder_isRefusedAndUntouched() throws IOException {
        Path folder = finishedRun();
        assertRefused(
                folder,
                false,
                "cannot write to "
                        + folder
                        + ": the folder is not empty; choose another one, or allow overwriting"
                        + " an earlier run by overwrite(...)");
    }

    /** Its report has a manifest of its own, which one more run there would contradict. */
    @Test
    void create_insideAFinishedRun_isRefusedAlsoInItsReportAndThroughLinks() throws IOException {
        Path run = finishedRun();
        Path made = Files.createDirectories(run.resolve("report/empty"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), made);
        for (Path folder : List.of(run.resolve("report/sub"), run.resolve("new/sub"), made, link)) {
            assertRefused(
                    folder,
                    true,
                    "cannot write to "
                            + folder
                            + ": it lies in the run folder "
                            + run.toRealPath()
                            + ", whose files are fixed by its manifest; choose another folder");
        }
    }

    @Test
    void create_overwritingARun_removesAllOfIt() throws IOException {
        Path folder = finishedRun();
        Files.writeString(folder.resolve(".run.json.7-7.tmp"), "half");
        RunFolderWriter.check(folder, true);
        assertThat(folder.resolve("initial.onnx")).exists();
        try (RunFolderWriter writer = RunFolderWriter.create(folder, true)) {
            assertThat(writer.folder()).isEqualTo(folder);
            assertThat(tree(folder))
                    .containsExactly(
                            folder, folder.resolve("epochs.jsonl"), folder.resolve("lock"));
        }
        assertThat(tree(folder)).containsExactly(folder, folder.resolve("epochs.jsonl"));
        try (RunFolderWriter writer = RunFolderWriter.create(folder, true)) {
            assertThat(tree(folder)).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notes.txt",
                "report/thesis.docx",
                "trained.onnx/x",
                "report2/a.html",
                "matrices/a.npz"
            })
    void create_overwritingForeignFiles_isRefusedAndUntouched(String name) throws IOException {
        Path folder = finishedRun();
        Path foreign = folder.resolve(name);
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "mine");
        String found = name.matches("(report|matrices)/.*") ? name : name.split("/")[0];
        assertRefused(
                folder,
                true,
                "cannot overwrite "
                        + folder
                        + ": '"
                        + found
                        + "' is not part of a run; move it away or choose another folder");
    }

    @Test
    void create_overwritingFilesOfOurNamesWithoutARecord_isRefused() throws IOException {
        Path folder = finishedRun();
        Files.delete(folder.resolve("run.json"));
        assertRefused(
                folder,
                true,
                "cannot overwrite "
                        + folder
                        + ": it holds 'epochs.jsonl' but no run.json, so it may not be a run;"
                        + " choose another folder");
    }

    @Test
    void create_overwritingARunKilledWhileItBegan_succeeds() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("run"));
        Files.createFile(folder.resolve("epochs.jsonl"));
        Files.writeString(folder.resolve(".run.json.7203-27254695526492.tmp"), "{\"sch");
        Files.createFile(folder.resolve("lock"));
        try (RunFolderWriter writer = RunFolderWriter.create(folder, true)) {
            assertThat(tree(folder)).hasSize(3);
        }
    }

    @Test
    void create_overwritingARunThatIsBeingWritten_isRefusedAndUntouched() throws IOException {
        Path folder = finishedRun();
        try (RunFolderWriter writer = RunFolderWriter.create(folder, true)) {
            writer.writeRecord(Samples.record(null));
            List<Path> before = tree(folder);
            assertThatThrownBy(() -> RunFolderWriter.create(folder, true))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a training is writing a run there");
            assertThat(tree(folder)).isEqualTo(before);
        }
    }

    @Test
    void manifest_beyondALockThatIsLeft_isAsItWas() throws IOException {
        Path folder = finishedRun();
        Files.createFile(folder.resolve("lock"));
        assertThat(Manifest.files(folder)).doesNotContain("lock");
    }

    @Test
    void create_overwritingARunWithADamagedRecord_succeeds() throws IOException {
        Path folder = finishedRun();
        Files.writeString(folder.resolve("run.json"), "{\"schema\": 1, \"na");
        Files.writeString(folder.resolve("manifest.json"), "");
        try (RunFolderWriter writer = RunFolderWriter.create(folder, true)) {
            assertThat(tree(folder)).hasSize(3);
        }
    }

    @Test
    void create_overwritingSomebodyElsesRunJson_isRefused() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("other"));
        Path record = Files.writeString(folder.resolve("run.json"), "{\"name\":\"x\"}");
        assertRefused(
                folder,
                true,
                record + " is no record of a run: expected a schema number, found none");
    }

    @Test
    void create_overwritingALink_isRefused() throws IOException {
        Path folder = finishedRun();
        Path target = Files.createDirectories(temporary.resolve("precious"));
        Files.writeString(target.resolve("a.html"), "mine");
        Files.createSymbolicLink(folder.resolve("report/link"), target);
        assertRefused(
                folder,
                true,
                "cannot overwrite "
                        + folder
                        + ": 'report/link' is not part of a run; move it away or choose another"
                        + " folder");
        assertThat(target.resolve("a.html")).exists();
    }

    @Test
    void create_underOrAtAFile_isRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");
        Path below = file.resolve("deep/run");
        assertRefused(
                below,
                false,
                "cannot write to " + below + ": " + file + " is a file, not a folder");
        assertRefused(
                file,
                true,
                "cannot write to " + file + ": it is a file, not a folder; choose another name");
    }

    @Test
    void append_folderVanished_isOneSentence() throws IOException {
        Path folder = temporary.resolve("run");
        Path epochs = folder.resolve("epochs.jsonl");
        try (RunFolderWriter writer = RunFolderWriter.create(folder, false)) {
            Files.delete(epochs);
            Files.delete(folder.resolve("lock"));
            Files.delete(folder);
            assertThatThrownBy(() -> writer.append(Samples.epoch(0)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot write to " + epochs + ": it was removed during the run");
            Path record = folder.resolve("run.json");
            assertThatThrownBy(() -> writer.writeRecord(Samples.record(null)))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "cannot write to "
                                    + record
                                    + ": the folder "
                                    + folder
                                    + " does not exist");
        }
    }

    @Test
    void append_returned_isOnDisk() throws IOException {
        Path folder = temporary.resolve("run");
        try (RunFolderWriter writer = RunFolderWriter.create(folder, false)) {
            writer.writeRecord(Samples.record(null));
            for (int i = 0; i < 3; i++) {
                writer.append(Samples.epoch(i));
                assertThat(RunFolder.open(folder).history().last()).isEqualTo(Samples.epoch(i));
            }
        }
    }

    @Test
    void create_manyAtOnceInOneFolder_letsOneThrough() throws Exception {
        Path folder = temporary.resolve("run");
        int racers = 4;
        CyclicBarrier start = new CyclicBarrier(racers);
        ExecutorService pool = Executors.newFixedThreadPool(racers);
        try {
            Callable<Integer> race =
                    () -> {
                        start.await();
                        try (RunFolderWriter writer = RunFolderWriter.create(folder, false)) {
                            return 1;
                        } catch (IOException e) {
                            assertThat(e).hasMessageStartingWith("cannot write to " + folder);
                            return 0;
                        }
                    };
            int through = 0;
            for (Future<Integer> result : pool.invokeAll(List.of(race, race, race, race))) {
                through += result.get();
            }
            assertThat(through).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void writeNames_withCommasQuotesAndSpaces_quotesThem() throws IOException {
        Path run = temporary.resolve("names");
        try (RunFolderWriter writer = RunFolderWriter.create(run, false)) {
            writer.writeNames(List.of("\\frac{\"a,b}", " x", "\u00e4"), List.of("0", "1\n2"));
        }

        assertThat(run.resolve("labels.csv"))
                .hasContent("id,name\n0,\"\\frac{\"\"a,b}\"\n1,\" x\"\n2,\u00e4\n");
        assertThat(run.resolve("features.csv")).hasContent("id,name\n0,0\n1,\"1\n2\"\n");
    }
}
