// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.files.Folders;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.FigurePath;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.sweep.LocalExecutor;
import io.github.inittrace.sweep.Shard;
import io.github.inittrace.sweep.Sweep;
import io.github.inittrace.sweep.SweepPlan;
import io.github.inittrace.tensorboard.EventFrames;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    @TempDir static Path shared;
    private static Path sweep;

    @TempDir private Path temp;
    private final List<String> remarks = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    private final ExportListener listener =
            new ExportListener() {
                @Override
                public void onRun(int done, int all) {
                    progress.add(done + "/" + all);
                }

                @Override
                public void onRemark(String remark) {
                    remarks.add(remark);
                }
            };

    @BeforeAll
    static void train() throws IOException {
        Path table =
                Files.writeString(
                        shared.resolve("table.csv"),
                        "z,a,label\n1,2,x\n2,1,y\n3,5,x\n4,3,y\n5,9,x\n6,4,y\n7,1,x\n8,2,y\n");
        sweep = shared.resolve("sweep");
        SweepPlan plan = SweepPlan.of(Map.of()).vary("units", "3", "3,3").seeds(2);
        Sweep.of(plan, settings -> job(settings, table))
                .execute(sweep, Shard.WHOLE, new LocalExecutor(1), result -> {});
    }

    private static Job job(Map<String, String> settings, Path table) throws IOException {
        int[] units =
                Stream.of(settings.get("units").split(",")).mapToInt(Integer::parseInt).toArray();
        return Job.of(
                MLPClassificationTrainer.builder()
                        .hiddenLayers(units)
                        .epochs(4)
                        .seed(Long.parseLong(settings.get("seed")))
                        .build(),
                DatasetLoader.of("csv").path(table).response("label"),
                Recording.light().records(Schedule.every(1)).checkpoints(Schedule.every(2)),
                new JobAlarms());
    }

    private Path copy;

    @BeforeEach
    void copied() throws IOException {
        copy = temp.resolve("copy");
        try (Stream<Path> all = Files.walk(sweep)) {
            for (Path path : all.toList()) {
                Files.copy(path, copy.resolve(sweep.relativize(path).toString()));
            }
        }
    }

    @Test
    void csv_hasEveryFigureOfEveryEpochOfEveryRun() throws Exception {
        Path file = temp.resolve("made/all.csv");
        Export.csv(sweep, file, listener);

        List<String> lines = Files.readAllLines(file);
        assertThat(Files.readString(file)).endsWith("\r\n");
        assertThat(lines.get(0)).isEqualTo("run,units,seed,epoch,tensor,figure,value");
        assertThat(lines).anyMatch(line -> line.startsWith("\"units=3,3_seed=2\",\"3,3\",2,4,"));
        assertThat(progress).containsExactly("1/4", "2/4", "3/4", "4/4");
        assertThat(remarks).isEmpty();
        for (int seed = 1; seed <= 2; seed++) {
            String name = "units=3_seed=" + seed;
            String start = name + ",3," + seed + ",";
            List<String> own = lines.stream().filter(line -> line.startsWith(start)).toList();
            assertThat(own)
                    .map(line -> line.substring(start.length()))
                    .containsExactlyInAnyOrderElementsOf(rows(sweep.resolve("runs").resolve(name)));
        }
    }

    /** What {@link FigurePath} finds of a run, said by the rules of the documentation. */
    private static List<String> rows(Path folder) throws IOException {
        NamedRun run = NamedRun.of(RunFolder.open(folder));
        List<String> names = new ArrayList<>();
        run.history().first().tensors().forEach(tensor -> names.add(tensor.name()));
        List<String> rows = new ArrayList<>();
        for (EpochRecord epoch : run.history()) {
            FigurePath.all(run, epoch)
                    .forEach(
                            (path, value) -> {
                                if (value == null
                                        || path.startsWith("run.")
                                        || path.equals("index")) {
                                    return;
                                }
                                rows.add(
                                        epoch.index()
                                                + ","
                                                + tensorAndFigure(path, names)
                                                + ","
                                                + value);
                            });
        }
        return rows;
    }

    private static String tensorAndFigure(String path, List<String> tensors) {
        if (path.startsWith("total.")) {
            return path.replaceFirst("\\.", ",");
        }
        for (String tensor : tensors) {
            for (String what : List.of("tensors.", "distributions.", "marks.")) {
                if (path.startsWith(what + tensor + ".")) {
                    String rest = path.substring(what.length() + tensor.length() + 1);
                    return tensor + "," + (what.equals("tensors.") ? "" : what) + rest;
                }
            }
        }
        return "," + path;
    }

    @Test
    void json_hasTheSameRows() throws IOException {
        Path csv = temp.resolve("all.csv");
        Path json = temp.resolve("all.jsonl");
        Export.csv(sweep, csv, listener);
        Export.json(sweep, json, listener);

        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(json)) {
            JsonNode row = new ObjectMapper().readTree(line);
            List<String> cells = new ArrayList<>();
            row.fields().forEachRemaining(field -> cells.add(cell(field.getValue())));
            lines.add(String.join(",", cells));
            assertThat(row.get("units").isTextual()).isTrue();
            assertThat(row.get("seed").isNumber()).isTrue();
        }
        List<String> rows = Files.readAllLines(csv);
        assertThat(lines).isEqualTo(rows.subList(1, rows.size()));
    }

    private static String cell(JsonNode value) {
        String text = value.isNull() ? "" : value.asText();
        return text.contains(",") ? '"' + text + '"' : text;
    }

    @Test
    void tensorBoard_hasAFolderForEachRun() throws IOException {
        Path logs = temp.resolve("logs");
        Path other = Files.createDirectories(logs.resolve("other"));
        Export.tensorBoard(sweep, logs, listener);
        try (Stream<Path> runs = Files.list(logs)) {
            assertThat(runs.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "other",
                            "units=3_seed=1",
                            "units=3_seed=2",
                            "units=3,3_seed=1",
                            "units=3,3_seed=2");
        }
        byte[] file = events(logs.resolve("units=3,3_seed=2"));
        Path folder = sweep.resolve("runs/units=3,3_seed=2");
        Map<Long, Float> losses = new LinkedHashMap<>();
        for (EpochRecord epoch : RunFolder.open(folder).history()) {
            losses.put((long) epoch.index(), epoch.epochEndLoss().floatValue());
        }
        assertThat(EventFrames.scalars(file).get("loss/epochEnd")).isEqualTo(losses).hasSize(5);
        assertThat(EventFrames.tags(file, 5))
                .contains(
                        "weights/hidden2.weight 0",
                        "weights/hidden2.weight 2",
                        "weights/hidden2.weight 4",
                        "deviations/hidden2.weight 3")
                .doesNotContain("weights/hidden2.weight 3")
                .doesNotHaveDuplicates();

        // An earlier export is replaced, whatever its names, and the same comes of the same.
        Path old =
                Files.createFile(logs.resolve("units=3,3_seed=2/events.out.tfevents.7.inittrace"));
        Export.tensorBoard(sweep, logs, listener);
        assertThat(old).doesNotExist();
        assertThat(other).exists();
        assertThat(events(logs.resolve("units=3,3_seed=2"))).isEqualTo(file);
    }

    private static byte[] events(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return Files.readAllBytes(all.get(0));
        }
    }

    @Test
    void oneRun_hasNoSettings_andItsConfigurationAsHyperparameters() throws IOException {
        Path run = sweep.resolve("runs/units=3_seed=1");
        Path file = temp.resolve("one.csv");
        Export.csv(run, file, listener);
        assertThat(Files.readAllLines(file))
                .startsWith("run,epoch,tensor,figure,value")
                .element(1)
                .asString()
                .startsWith("units=3_seed=1,0,,");
        Path logs = temp.resolve("logs");
        Export.tensorBoard(run, logs, listener);
        assertThat(new String(events(logs.resolve("units=3_seed=1")), StandardCharsets.ISO_8859_1))
                .contains("learningRate", "_hparams_/session_start_info");
    }

    @Test
    void unfinishedAndMissingRuns_giveWhatThereIs() throws IOException {
        Path killed = copy.resolve("runs/units=3_seed=1");
        Files.delete(killed.resolve("trained.onnx"));
        Files.delete(killed.resolve("manifest.json"));
        List<String> epochs = Files.readAllLines(killed.resolve("epochs.jsonl"));
        Files.writeString(
                killed.resolve("epochs.jsonl"), epochs.get(0) + "\n" + epochs.get(1) + "\n{\"ind");
        Path damaged = copy.resolve("runs/units=3_seed=2/epochs.jsonl");
        Files.writeString(damaged, "what\n");
        Folders.delete(copy.resolve("runs/units=3,3_seed=1"));
        Files.write(
                copy.resolve("runs/units=3,3_seed=2/trained.onnx"),
                new byte[] {1, 2},
                StandardOpenOption.TRUNCATE_EXISTING);

        Path file = temp.resolve("all.csv");
        Export.csv(copy, file, listener);
        assertThat(Files.readAllLines(file))
                .anyMatch(line -> line.startsWith("units=3_seed=1,3,1,1,"))
                .noneMatch(line -> line.startsWith("units=3_seed=1,3,1,2,"))
                .noneMatch(line -> line.startsWith("units=3_seed=2,"))
                .anyMatch(line -> line.startsWith("\"units=3,3_seed=2\",\"3,3\",2,4,"));
        assertThat(remarks).hasSize(2);
        assertThat(remarks.get(0))
                .contains(damaged.toString())
                .endsWith("; the export leaves this run out");
        assertThat(remarks.get(1))
                .isEqualTo("1 run has not been trained yet; the export leaves it out");

        remarks.clear();
        Path logs = temp.resolve("logs");
        Export.tensorBoard(copy, logs, listener);
        assertThat(EventFrames.tags(events(logs.resolve("units=3,3_seed=2")), 5))
                .contains("weights/hidden1.weight 2", "deviations/hidden1.weight 4")
                .doesNotContain("weights/hidden1.weight 4");
        assertThat(remarks)
                .hasSize(3)
                .anyMatch(r -> r.endsWith("; there is no histogram of its weights"));
    }

    @Test
    void whatIsNoExport_isNotReplaced() throws IOException {
        Path notes = Files.writeString(temp.resolve("notes.csv"), "run,what\n1,2\n");
        assertThatThrownBy(() -> Export.csv(sweep, notes, listener))
                .hasMessage(
                        "expected no file or an earlier export of this kind, found another file at "
                                + notes
                                + "; move it away or name another one");
        assertThat(notes).hasContent("run,what\n1,2\n");
        Path lines = temp.resolve("runs/units=3_seed=1/epochs.jsonl");
        Files.createDirectories(lines.getParent());
        Files.copy(sweep.resolve("runs/units=3_seed=1/epochs.jsonl"), lines);
        assertThatThrownBy(() -> Export.json(sweep, lines, listener))
                .hasMessageContaining("found another file at " + lines);

        assertThatThrownBy(() -> Export.tensorBoard(sweep, temp.resolve("runs"), listener))
                .hasMessage(
                        "expected nothing or earlier events where those of a run are to be, found "
                                + lines
                                + "; move it away or name another folder");
        assertThat(lines).exists();

        Path file = temp.resolve("own.csv");
        Export.csv(sweep, file, listener);
        byte[] first = Files.readAllBytes(file);
        Export.csv(sweep, file, listener);
        assertThat(file).hasBinaryContent(first);
        assertThatThrownBy(() -> Export.json(sweep, file, listener))
                .hasMessageContaining("found another file at " + file);
    }

    @Test
    void whatIsNoRun_isRefused() throws IOException {
        Path file = temp.resolve("all.csv");
        assertThatThrownBy(() -> Export.csv(temp, file, listener))
                .hasMessage(
                        "expected the folder of a run or of a sweep, found another one at "
                                + temp
                                + "; name one that inittrace run or inittrace sweep has made");
        assertThatThrownBy(() -> Export.csv(temp.resolve("none"), file, listener))
                .hasMessageContaining("none is not a run folder");
        Folders.delete(copy.resolve("runs"));
        assertThatThrownBy(() -> Export.csv(copy, file, listener))
                .hasMessage(
                        "expected runs to export in "
                                + copy
                                + ", found none of 4 trained; start the sweep first");
        assertThat(file).doesNotExist();
    }
}
