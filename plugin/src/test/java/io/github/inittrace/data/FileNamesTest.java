// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNamesTest {
    /** What the platform makes of a byte that its encoding does not have. */
    private static final String LOST = "caf\uFFFD";

    private static final String SENTENCE =
            " cannot be read in this locale (UTF-8); write it in UTF-8";

    @TempDir Path folder;

    /** The build's JVMs have it; others may not, but for CI. */
    @BeforeEach
    void requireUtf8() {
        String encoding = System.getProperty("sun.jnu.encoding");
        String wanted = "the encoding of file names; set LC_ALL=C.UTF-8";
        if ("true".equals(System.getenv("CI"))) {
            assertThat(encoding).as(wanted).isEqualTo("UTF-8");
        }
        assumeThat(encoding).as(wanted).isEqualTo("UTF-8");
    }

    private void fill(String name) throws IOException {
        Path inside = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < 5; i++) {
            Files.write(inside.resolve(i + ".png"), PngFiles.grey(2, 2, i));
        }
    }

    private static void refused(DatasetLoader loader, String message) {
        assertThatThrownBy(loader::load).isInstanceOf(DataFileException.class).hasMessage(message);
    }

    @Test
    void classFolder_thatCannotBeDecoded_isNoLabel() throws IOException {
        fill("dog");
        fill(LOST);

        refused(
                DatasetLoader.of("png-folder").path(folder),
                "the name of a folder in " + folder + SENTENCE);
    }

    @Test
    void partFolder_thatCannotBeDecoded_isNoLabelEither() throws IOException {
        fill("train/" + LOST);
        fill("test/" + LOST);

        refused(
                DatasetLoader.of("png-folder").path(folder),
                "the name of a folder in " + folder.resolve("train") + SENTENCE);
    }

    @Test
    void data_thatCannotBeDecoded_isRefusedWhateverItIs() {
        for (String name : DatasetLoader.names()) {
            if (!name.equals(DatasetLoader.DIGITS)) {
                DatasetLoader loader = DatasetLoader.of(name).path(folder.resolve(LOST));
                if (name.equals(DatasetLoader.CSV)) {
                    loader.response("y");
                }
                refused(loader, "the name of the data" + SENTENCE);
            }
        }
    }

    @Test
    void classFolders_thatReadTheSame_areRefused() throws IOException {
        fill("caf\u00e9");
        fill("cafe\u0301");
        assumeThat(PngFolderDataSource.folders(folder)).as("not folded by the disk").hasSize(2);

        refused(
                DatasetLoader.of("png-folder").path(folder),
                "expected a name of its own for every folder in "
                        + folder
                        + ", found two of the name 'caf\u00e9' that differ only in how Unicode"
                        + " encodes it; rename one or put their files together");
    }

    @Test
    void classFolders_inAnyScript_areLabels() throws IOException {
        fill("кот");
        fill("пёс");

        LoadedData data = DatasetLoader.of("png-folder").path(folder).load();

        assertThat(data.train().getOutputInfo().getDomain())
                .extracting("label")
                .containsExactlyInAnyOrder("кот", "пёс");
    }

    @Test
    void cacheFolder_thatCannotBeDecoded_isRefused() {
        assertThatThrownBy(() -> CacheFolder.path(x -> "", Map.of("INITTRACE_CACHE", LOST)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of the folder of downloads" + SENTENCE);
    }
}
