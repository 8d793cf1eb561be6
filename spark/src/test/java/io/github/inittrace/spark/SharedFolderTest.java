// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system of Hadoop's whose paths are none of this machine: a view of a folder. */
class SharedFolderTest {
    private static int clusters;

    @TempDir private Path temp;
    private Path behind;
    private SharedStorage storage;

    /** Another one for each test: Hadoop keeps file systems by their names. */
    private final String cluster = "cluster" + clusters++;

    private final String uri = "viewfs://" + cluster + "/shared/widths";

    @BeforeEach
    void mount() throws IOException {
        behind = Files.createDirectories(temp.resolve("behind"));
        storage =
                new SharedStorage(
                        new SparkConf(false)
                                .set(
                                        "spark.hadoop.fs.viewfs.mounttable."
                                                + cluster
                                                + ".link./shared",
                                        behind.toUri().toString()));
    }

    @Test
    void publish_whatTheDriverWrote_isThereForTheNextDriver() throws IOException {
        try (SharedFolder first = SharedFolder.of(storage, uri + "/")) {
            assertThat(first.isCopy()).isTrue();
            Files.writeString(first.local().resolve("runs.csv"), "1");
            first.publish();
            assertThat(behind.resolve("widths/runs.csv")).hasContent("1");
            Files.writeString(first.local().resolve("runs.csv"), "12");
            Files.createDirectories(first.local().resolve("report"));
            Files.writeString(first.local().resolve("report/index.html"), "page");
            first.publish();
        }
        try (SharedFolder second = SharedFolder.of(storage, uri)) {
            assertThat(second.local().resolve("runs.csv")).hasContent("12");
            assertThat(second.local().resolve("report/index.html")).hasContent("page");
        }
    }

    @Test
    void of_aPlaceThatIsNotThere_leavesNothingThere() throws IOException {
        try (SharedFolder folder = SharedFolder.of(storage, uri)) {
            assertThat(folder.local()).isEmptyDirectory();
        }
        assertThat(behind.resolve("widths")).doesNotExist();
    }

    @Test
    void fetch_aRunInItsPlace_isInTheCopyToo() throws IOException {
        try (SharedFolder folder = SharedFolder.of(storage, uri)) {
            Path draft = Files.createDirectories(temp.resolve("run"));
            Files.writeString(draft.resolve("run.json"), "new");
            Path place = folder.local().resolve("runs/seed=1");
            storage.upload(draft, folder.scratch(folder.local()) + "/drafts/seed=1-7");
            Files.writeString(folder.local().resolve("runs.csv"), "a table");
            Files.createDirectories(behind.resolve("widths/runs/seed=1"));
            Files.writeString(behind.resolve("widths/runs/seed=1/old.json"), "old");

            storage.move(folder.scratch(folder.local()) + "/drafts/seed=1-7", folder.uri(place));
            folder.fetch(place);

            assertThat(place.resolve("run.json")).hasContent("new");
            assertThat(place.resolve("old.json")).doesNotExist();
            assertThat(behind.resolve("widths/runs/seed=1/old.json")).doesNotExist();
            folder.publish();
            assertThat(behind.resolve("widths/runs.csv")).hasContent("a table");
        }
        assertThat(temp.resolve("run/run.json")).exists();
    }

    @Test
    void of_noPlaceToWrite_saysSoBeforeAnythingElse() {
        assertThatThrownBy(
                        () -> SharedFolder.of(storage, "viewfs://" + cluster + "/elsewhere/widths"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "expected a folder that can be written at"
                                + " viewfs://"
                                + cluster
                                + "/elsewhere/widths, found none: ")
                .hasMessageEndingWith("; check the address, the credentials and the rights");
        assertThatThrownBy(() -> SharedFolder.of(storage, "nosuch://cluster/widths"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nosuch");
    }

    @Test
    void of_allOfABucket_asksForAFolder() {
        for (String root : new String[] {"s3a://bucket", "s3a://bucket/"}) {
            assertThatThrownBy(() -> SharedFolder.of(storage, root))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "expected a folder of its own, found all of "
                                    + root
                                    + "; name a folder there, such as s3a://bucket/sweep");
        }
    }

    @Test
    void of_noUri_saysSo() {
        assertThatThrownBy(() -> SharedFolder.of(storage, "s3a://bucket/a b"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("found s3a://bucket/a b, which is no URI");
    }

    @Test
    void of_aFolderWithSweepsThatWereKilled_leavesWhatIsNotFinishedThere() throws IOException {
        Path sweep = Files.createDirectories(behind.resolve("widths/sweeps/seeds"));
        Files.createDirectories(sweep.resolve(".spark/data"));
        Files.writeString(sweep.resolve(".spark/data/table.csv"), "large");
        Files.createDirectories(sweep.resolve("runs/seed=1/empty"));
        Files.writeString(sweep.resolve("runs/seed=1/run.json"), "new");

        try (SharedFolder folder = SharedFolder.of(storage, uri)) {
            Path copy = folder.local().resolve("sweeps/seeds");
            assertThat(copy.resolve("runs/seed=1/run.json")).hasContent("new");
            assertThat(copy.resolve("runs/seed=1/empty")).isEmptyDirectory();
            assertThat(copy.resolve(".spark")).doesNotExist();
        }
        assertThat(sweep.resolve(".spark/data/table.csv")).exists();
    }

    /** A file system from which nothing can be read. */
    public static final class Torn extends RawLocalFileSystem {
        static final List<Path> copies = new ArrayList<>();

        @Override
        public URI getUri() {
            return URI.create("torn:///");
        }

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path file, int buffer)
                throws IOException {
            copies.addAll(copiesWith(file.getParent().getName()));
            throw new IOException("torn");
        }
    }

    /** The copies on this machine, which other tests make, too, that have a certain folder. */
    private static List<Path> copiesWith(String name) throws IOException {
        Path all = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(path -> path.getFileName().toString().startsWith("inittrace-"))
                    .filter(path -> Files.isDirectory(path.resolve(name)))
                    .toList();
        }
    }

    @Test
    void of_aFolderThatCannotBeRead_leavesNoCopy() throws IOException {
        SharedStorage torn =
                new SharedStorage(
                        new SparkConf(false)
                                .set("spark.hadoop.fs.torn.impl", Torn.class.getName()));
        Path report = Files.createDirectories(behind.resolve("report-" + UUID.randomUUID()));
        Files.writeString(report.resolve("index.html"), "page");

        assertThatThrownBy(() -> SharedFolder.of(torn, "torn:" + behind)).hasMessage("torn");

        assertThat(Torn.copies).hasSize(1);
        assertThat(Torn.copies.get(0)).doesNotExist();
    }

    @Test
    void of_aFileUri_isTheFolderItself() throws IOException {
        try (SharedFolder folder =
                SharedFolder.of(storage, temp.resolve("a b").toUri().toString())) {
            assertThat(folder.isCopy()).isFalse();
            assertThat(folder.local()).isEqualTo(temp.resolve("a b"));
            assertThat(folder.has(temp.resolve("a b/runs/x"))).isTrue();
            assertThat(folder.has(temp.resolve("a"))).isFalse();
            Path run = Files.createDirectories(temp.resolve("run"));
            Files.writeString(run.resolve("run.json"), "new");
            storage.upload(run, folder.uri(temp.resolve("a b/runs/x")));
            assertThat(temp.resolve("a b/runs/x/run.json")).hasContent("new");
        }
    }
}
