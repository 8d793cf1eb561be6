// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.reports.cli.Main;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on a cluster of processes, which are killed meanwhile. */
class ClusterIT {
    private static final int RUNS = 24;
    private static final int PATIENCE_SECONDS = 180;

    @TempDir private Path temp;

    @Test
    void sweep_whoseWorkerAndDriverAreKilled_comesToWhatTheLocalOneDoes() throws Exception {
        Path plan = temp.resolve("plan.yaml");
        Files.writeString(
                plan,
                """
                run: {dataset: csv, data-dir: %s, response: label, epochs: 6, resumable: "every=1"}
                vary: {hidden: ["4", "8,8", "64"]}
                seeds: 8
                """
                        .formatted(table()));
        Path local = temp.resolve("local");
        assertThat(
                        Main.execute(
                                null,
                                OutputStream.nullOutputStream(),
                                "sweep",
                                plan.toString(),
                                "-q",
                                "--out",
                                local.toString()))
                .isZero();
        Path out = temp.resolve("shared/widths");
        String[] command = {"sweep", plan.toString(), "--out", out.toString()};

        try (LocalCluster cluster = new LocalCluster(temp, 2)) {
            Process first = cluster.submit(temp.resolve("first.log"), command);
            await("some runs", first, () -> finished(out) >= 3);
            cluster.killWorker(0);
            await("more runs, by the other worker", first, () -> finished(out) >= 8);
            first.destroyForcibly().waitFor();
            int before = finished(out);
            assertThat(before).isLessThan(RUNS);

            Process second = cluster.submit(temp.resolve("second.log"), command);
            assertThat(second.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(temp.resolve("second.log"));
            assertThat(second.exitValue()).as(said).isZero();
            assertThat(said).contains("24 finished, 0 failed, 0 still to do");
            assertThat(said).contains("[24/24]").doesNotContain("[" + before + "/24]");
        }

        assertThat(weights(out)).hasSize(RUNS).isEqualTo(weights(local));
        assertThat(out.resolve("report/index.html")).isRegularFile();
        assertThat(out.resolve(".spark")).doesNotExist();
        assertThat(Files.readAllLines(out.resolve("runs.csv"))).hasSize(RUNS + 1);
    }

    /** A table by a path that leads nowhere in the working folder of an executor. */
    private static Path table() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "cluster"));
        Random random = new Random(1);
        List<String> lines = new ArrayList<>(List.of("a,b,c,d,label"));
        for (int i = 0; i < 1000; i++) {
            double[] values = random.doubles(4, -1, 1).toArray();
            String label = values[0] * values[1] > 0 ? "same" : "other";
            lines.add(
                    DoubleStream.of(values).mapToObj(Double::toString).collect(joining(","))
                            + ","
                            + label);
        }
        return Files.write(folder.resolve("table.csv"), lines);
    }

    private static void await(String what, Process driver, BooleanSupplier condition)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(driver.isAlive()).as("the driver while waiting for " + what).isTrue();
            assertThat(System.nanoTime()).as("patience with " + what).isLessThan(end);
            Thread.sleep(50);
        }
    }

    /** How many runs are in their places, each of which must be whole at any moment. */
    private static int finished(Path sweep) {
        return weights(sweep).size();
    }

    private static Map<String, String> weights(Path sweep) {
        Map<String, String> weights = new TreeMap<>();
        Path runs = sweep.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return weights;
        }
        try (Stream<Path> folders = Files.list(runs)) {
            for (Path run : folders.toList()) {
                RunFolder folder = RunFolder.open(run);
                assertThat(folder.manifest().orElseThrow().differences(run)).isEmpty();
                weights.put(
                        run.getFileName().toString(),
                        Objects.requireNonNull(folder.record().ending()).weightsSha256());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return weights;
    }
}
