// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said in one sentence, before anything is trained. */
class SparkMainTest {
    private static final String MASTER = "spark.master";

    @TempDir private Path temp;

    @AfterEach
    void noMaster() {
        System.clearProperty(MASTER);
    }

    private static String refused(String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            assertThat(SparkMain.run(OutputStream.nullOutputStream(), arguments)).isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private String plan() throws IOException {
        return Files.writeString(
                        temp.resolve("plan.yaml"), "run: {dataset: digits, epochs: 1}\nseeds: 2\n")
                .toString();
    }

    @Test
    void run_withoutAMaster_saysHowToStart() throws IOException {
        assertThat(refused("sweep", plan(), "--out", temp.resolve("out").toString()))
                .endsWith(
                        "inittrace: expected the master of a cluster, found none; start this by"
                                + " spark-submit --master URL\n");
    }

    @Test
    void run_withAMasterThatIsNotThere_namesIt() throws IOException {
        System.setProperty(MASTER, "spark://127.0.0.1:1");

        assertThat(refused("sweep", plan(), "--out", temp.resolve("out").toString()))
                .endsWith(
                        "inittrace: expected a Spark master at spark://127.0.0.1:1, found nobody who"
                                + " answers; start it, or check the address\n");
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void run_withWorkers_leavesThemToTheCluster() throws IOException {
        assertThat(
                        refused(
                                "sweep",
                                plan(),
                                "--workers",
                                "2",
                                "--out",
                                temp.resolve("out").toString()))
                .startsWith("inittrace: a cluster says itself how many runs are trained at once");
    }

    /** Without a master, whoever wants to start something fails. */
    @Test
    void run_dryRun_startsNothingAndSaysWhatOneCoreTakes() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        assertThat(SparkMain.run(said, "sweep", plan(), "--set", "hidden=4", "--dry-run")).isZero();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("2 runs")
                .containsPattern(
                        "about .* of one core, .* MiB of memory for an executor of one core, .* MiB"
                                + " on disk");
        assertThat(refused("sweep", plan(), "--dry-run", "--workers", "2"))
                .startsWith("inittrace: a cluster says itself how many runs are trained at once");
    }

    @Test
    void run_wrongUse_isToldBeforeAnythingIsStarted() throws IOException {
        String out = temp.resolve("out").toString();

        assertThat(refused("sweep", plan(), "--set", "hiden=4", "--out", out)).contains("'hiden'");
        assertThat(refused("pigmm", "--networks", "1", "--out", out))
                .contains("expected at least 2 networks");
    }

    @Test
    void run_withAnAddressOfNoFileSystem_saysSo() throws IOException {
        assertThat(refused("sweep", plan(), "--out", "nosuch://host/widths"))
                .contains("nosuch://host/widths")
                .hasLineCount(1);
    }

    @Test
    void run_withAFileSystemWhoseJarsAreNotThere_namesThem() throws IOException {
        assertThat(refused("sweep", plan(), "--out", "s3a://bucket/widths"))
                .contains("found s3a://bucket/widths, which cannot be reached")
                .contains("S3AFileSystem not found; give spark-submit the jars")
                .contains("--packages org.apache.hadoop:hadoop-aws:3.");
    }

    @Test
    void run_withDataElsewhere_asksForACopy() {
        assertThat(refused("pigmm", "--dataset", "mnist", "--data-dir", "hdfs://head/mnist"))
                .contains(
                        "expected a file or folder of this machine, found 'hdfs://head/mnist'; copy it"
                                + " here and name the copy");
    }
}
