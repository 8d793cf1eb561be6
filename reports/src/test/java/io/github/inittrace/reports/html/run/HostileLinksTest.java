// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.MutableDataset;

/** A report is written into the run folder and shows what lies there, whatever links there are. */
@Timeout(60)
class HostileLinksTest {
    @TempDir private Path temp;
    private Path run = Path.of("");
    private Path precious = Path.of("");

    @BeforeEach
    void train() throws IOException {
        run = temp.resolve("run");
        InitTrace.of(MLPClassificationTrainer.builder().hiddenLayers(4).epochs(1).build())
                .runFolder(run)
                .run(new MutableDataset<>(new DigitsDataSource(40, 1)));
        precious = Files.writeString(temp.resolve("precious"), "mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "report.css", "manifest.json", "img/hidden1-weight.png"})
    void write_linkInPlaceOfAFile_isNotWrittenThrough(String name) throws IOException {
        RunReport.write(RunFolder.open(run), complaint -> {});
        Path link = run.resolve("report").resolve(name);
        Files.createDirectories(link.resolveSibling(""));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, precious);

        assertRefused(link);
        assertThat(precious).hasContent("mine");
    }

    @Test
    void write_linkToWhereThereIsNothing_isNotWrittenThrough() throws IOException {
        Path link = Files.createDirectory(run.resolve("report")).resolve("index.html");
        Files.createSymbolicLink(link, temp.resolve("new"));

        assertRefused(link);
        assertThat(temp.resolve("new")).doesNotExist();
    }

    @Test
    void write_linkInPlaceOfTheFolder_isNotWrittenThrough() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Path link = Files.createSymbolicLink(run.resolve("report"), outside);

        assertRefused(link);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void pictures_linksOutOfTheRun_areNotShown() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.move(precious, outside.resolve("epoch-0.png"));
        Path folder = Files.createDirectories(run.resolve("pictures")).resolve("hidden1.weight");
        RunPictures pictures =
                new RunPictures(
                        FakeRuns.healthy(1, 4, 3).history().first(), run, new PageFiles(null));

        Files.createSymbolicLink(folder, outside);
        assertThatThrownBy(() -> pictures.addTo(new ArrayList<>()))
                .isInstanceOf(IOException.class)
                .hasMessage(leadsOut(folder));

        Files.delete(folder);
        Path link = Files.createDirectory(folder).resolve("epoch-0.png");
        Files.createSymbolicLink(link, outside.resolve("epoch-0.png"));
        assertThatThrownBy(() -> pictures.addTo(new ArrayList<>()))
                .isInstanceOf(IOException.class)
                .hasMessage(leadsOut(link));
    }

    @Test
    void pictures_whatCannotBeShown_isNotRead() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(run.resolve("pictures/hidden1.weight"));
        Path file = folder.resolve("epoch-0.png");
        RunPictures pictures =
                new RunPictures(
                        FakeRuns.healthy(1, 4, 3).history().first(), run, new PageFiles(null));

        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> pictures.addTo(new ArrayList<>()))
                .isInstanceOf(IOException.class)
                .hasMessage("expected a file at " + file + ", found a pipe, a device or the like");

        Files.delete(file);
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((64 << 20) + 1);
        }
        assertThatThrownBy(() -> pictures.addTo(new ArrayList<>()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "expected pictures of at most 64 MiB for a page in one file, found a larger"
                                + " one, "
                                + file
                                + "; write the page into a folder, or remove the picture");
    }

    private static String leadsOut(Path link) {
        return link
                + " is a link that leads out of the folder, which is not followed; put the file"
                + " itself there, or remove the link";
    }

    private void assertRefused(Path link) throws IOException {
        RunFolder opened = RunFolder.open(run);
        assertThatThrownBy(() -> RunReport.write(opened, complaint -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(leadsOut(link));
    }
}
