// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.job.Job;
import io.github.inittrace.job.JobAlarms;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.sweep.RunResult.State;
import io.github.inittrace.trace.Logs;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of sweeps come from disks that fail and from strangers. */
@Timeout(60)
class HostileSweepTest {
    private static final String RUN = "{'name':'a','settings':{'x':'1'},'job':'j'}";

    @TempDir private Path temp;

    private Path write(String name, String json) throws IOException {
        return Files.writeString(temp.resolve(name), json.replace('\'', '"'));
    }

    private void sweep() throws IOException {
        write("sweep.json", "{'schema':1,'axes':[],'runs':[" + RUN + "]}");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> SweepRecord.open(temp))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void open_aFolderWithoutAPlan_isRefused() {
        assertThat(SweepRecord.isAt(temp)).isFalse();
        refused(temp + " is not the folder of a sweep: expected a file sweep.json, found none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | expected an object with the number of its schema, found none",
                "null | expected an object with the number of its schema, found none",
                "[] | expected an object with the number of its schema, found none",
                "{} | expected an object with the number of its schema, found none",
                "{'schema':'1'} | expected an object with the number of its schema, found none",
                "{'schema':1} | property 'axes' is missing",
                "{'schema':1,'axes':[],'runs':[]} | expected runs, found none",
                "{'schema':1,'axes':[],'runs':[null]} | expected no null in 'runs'",
                "{'schema':1,'axes':[],'runs':[{'name':'a'}]} | property 'settings' is missing",
                "{'schema':1,'axes':[],'runs':[{'name':'..','settings':{},'job':'j'}]} | expected"
                        + " the name of a folder for a run, found '..'",
                "{'schema':1,'axes':[],'runs':[RUN,RUN]} | expected each run once, found 'a' twice",
                "{'schema':1,'axes':[],'runs':[RUN]} [] | Trailing token (of type START_ARRAY) found"
                        + " after value",
                "{'schema':1,'axes':[],'runs':[{'name':'a','settings':{'x':null},'job':'j'}]} |"
                        + " expected no null in 'settings'",
            })
    void open_whatIsNoPlan_isRefused(String json, String complaint) throws IOException {
        Path file = write("sweep.json", json.replace("RUN", RUN));

        assertThatThrownBy(() -> SweepRecord.open(temp))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is not the record of a plan: ")
                .hasMessageContaining(complaint)
                .hasMessageEndingWith("; make the sweep in another folder")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sweep.json", "index.json"})
    void open_ofANewerRelease_saysSo(String name) throws IOException {
        sweep();
        Path file = write(name, "{'more':[{'a':1}],'schema':99}");

        refused(file + " has schema 99, this release reads up to 1; use a newer InitTrace");
    }

    @Test
    void open_anIndex_saysWhyRunsFailed() throws IOException {
        sweep();
        write(
                "index-1-of-2.json",
                "{'schema':1,'failed':1,'runs':[{'name':'a','state':'failed','message':'no disk',"
                        + "'figures':{'loss':null}},{'name':'b','state':'planned'}]}");

        assertThat(SweepRecord.open(temp).runs().get(0).message()).isEqualTo("no disk");
    }

    @Test
    void open_whatIsNoIndex_isRefusedByItsName() throws IOException {
        sweep();
        Path file = write("index.json", "{'schema':1,'runs':[{'name':null}]}");

        assertThatThrownBy(() -> SweepRecord.open(temp))
                .hasMessageStartingWith(file + " is not the index of a sweep: ")
                .hasMessageEndingWith("; start the sweep again, which writes it anew");
        Files.delete(file);
        Files.createDirectory(file);
        refused("expected a file at " + file + ", found a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sweep.json", "index.json", "index-1-of-2.json"})
    void open_aPipeOrALinkOutOfTheFolder_isNotRead(String name)
            throws IOException, InterruptedException {
        sweep();
        Path file = temp.resolve(name);
        Files.deleteIfExists(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
        refused("expected a file at " + file + ", found a pipe, a device or the like");

        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/etc/hostname"));
        refused(
                file
                        + " is a link that leads out of the folder, which is not followed; put the"
                        + " file itself there, or remove the link");
        Files.delete(file); // JUnit warns of such links
    }

    private Sweep trained(Path out) throws IOException {
        Path table =
                Files.writeString(
                        temp.resolve("table.csv"), "z,a,label\n1,2,x\n2,1,y\n3,5,x\n4,3,y\n");
        JobMaker jobs =
                settings ->
                        Job.of(
                                MLPClassificationTrainer.builder()
                                        .hiddenLayers(3)
                                        .epochs(2)
                                        .seed(Long.parseLong(settings.getOrDefault("seed", "1")))
                                        .build(),
                                DatasetLoader.of("csv").path(table).response("label"),
                                Recording.light().resumable(Schedule.every(1)),
                                new JobAlarms());
        Sweep sweep = Sweep.of(SweepPlan.of(Map.of()).seeds(3), jobs);
        sweep.execute(out, Shard.WHOLE, new LocalExecutor(1), result -> {});
        return sweep;
    }

    /** Without a manifest a run is one that was not trained to its end yet, which is no news. */
    @Test
    void collect_aRunThatIsDamagedOrOfAnotherPlan_isLeftOutWithAWarning() throws IOException {
        Path out = temp.resolve("out");
        trained(out);
        Path damaged = out.resolve("runs/seed=1");
        Files.writeString(damaged.resolve("labels.csv"), "x");
        Path other = out.resolve("runs/seed=2");
        Files.writeString(other.resolve("job.json"), "{\"trainer\": {\"class\": \"A\"}}");
        Files.write(other.resolve("manifest.json"), Manifest.of(other).bytes());
        Files.delete(out.resolve("runs/seed=3/manifest.json"));

        try (Logs logs = Logs.of(SweepFolder.class)) {
            List<RunResult> results =
                    SweepCollector.collect(List.of(out), temp.resolve("together"));

            assertThat(results).extracting(RunResult::state).containsOnly(State.PLANNED);
            assertThat(logs.messages()).hasSize(2);
            assertThat(logs.messages().get(0))
                    .startsWith(
                            damaged
                                    + " does not count as finished: labels.csv has 1 bytes,"
                                    + " expected ");
            assertThat(logs.messages().get(1))
                    .isEqualTo(
                            other
                                    + " does not count as finished: job.json asks for another"
                                    + " training than the plan does");
        }
    }

    @Test
    void execute_again_saysOnceWhatIsTrainedAgain() throws IOException {
        Path out = temp.resolve("out");
        Sweep sweep = trained(out);
        Path damaged = out.resolve("runs/seed=2");
        Files.writeString(damaged.resolve("run.json"), "{");

        try (Logs logs = Logs.of(SweepFolder.class)) {
            sweep.execute(out, Shard.WHOLE, new LocalExecutor(1), result -> {});
            SweepCollector.collect(List.of(out), out);

            assertThat(logs.messages()).hasSize(1);
            assertThat(logs.messages().get(0))
                    .startsWith(
                            damaged
                                    + " does not count as finished: "
                                    + damaged.resolve("run.json")
                                    + " is corrupt: ");
        }
    }
}
