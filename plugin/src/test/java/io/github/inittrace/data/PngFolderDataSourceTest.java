// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFolderDataSourceTest {
    @TempDir Path folder;

    private static void fill(Path folder, int count, int height, int width) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            Files.write(folder.resolve(i + ".PNG"), PngFiles.grey(height, width, i));
        }
    }

    @Test
    void load_classFolders_areSplit() throws IOException {
        fill(folder.resolve("cat"), 10, 3, 5);
        fill(folder.resolve("dog"), 10, 3, 5);
        Files.createDirectory(folder.resolve(".hidden"));
        Files.writeString(folder.resolve("cat").resolve("notes.txt"), "x");

        LoadedData data = DatasetLoader.of("png-folder").path(folder).load();

        assertThat(data.shape()).isEqualTo(new ImageShape(3, 5));
        assertThat(data.train().size()).isEqualTo(16);
        assertThat(data.test().size()).isEqualTo(4);
        assertThat(data.train().getFeatureMap().size()).isEqualTo(15);
        assertThat(data.train().getOutputInfo().size()).isEqualTo(2);
    }

    @Test
    void load_trainAndTestFolders_areTaken() throws IOException {
        fill(folder.resolve("train").resolve("cat"), 3, 2, 2);
        fill(folder.resolve("test").resolve("cat"), 2, 2, 2);

        LoadedData data = DatasetLoader.of("png-folder").path(folder).load();

        assertThat(data.train().size()).isEqualTo(3);
        assertThat(data.test().size()).isEqualTo(2);
        assertThatThrownBy(
                        () -> DatasetLoader.of("png-folder").path(folder).testFraction(0.3).load())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "testFraction(...) is for a folder without train and test, found them in %s;"
                                + " leave it out",
                        folder);
    }

    @Test
    void provenance_ofASource_rebuildsIt() throws IOException {
        fill(folder.resolve("cat"), 3, 2, 2);
        PngFolderDataSource source = new PngFolderDataSource(folder, true);

        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(source.getProvenance()));
        String name = manager.listAll(PngFolderDataSource.class).get(0);
        PngFolderDataSource again = (PngFolderDataSource) manager.lookup(name);

        assertThat(again.toString()).isEqualTo(source.toString());
        assertThat(again.iterator().next()).isEqualTo(source.iterator().next());
    }

    @Test
    void load_foldersThatCannotBe_areRefused() throws IOException {
        Path nowhere = folder.resolve("none");
        refused(
                nowhere,
                "expected a folder with one folder per class at %s, found nothing; check the path",
                nowhere);
        refused(
                folder,
                "expected a folder per class in %s, found none; put the images of each class into"
                        + " one",
                folder);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        refused(
                folder,
                "expected PNG files in %s, found none; put some there or remove the folder",
                empty);
        fill(empty, 1, 2, 2);
        Path other = folder.resolve("other");
        fill(other, 1, 2, 3);
        refused(
                folder,
                "expected images of one size, found 2 x 3 in %s after 2 x 2; resize them",
                other.resolve("0.PNG"));
        Path broken = Files.writeString(other.resolve("0.PNG"), "GIF89a..");
        refused(
                folder,
                "expected a PNG file at %s, found other content; convert it to PNG",
                broken);
    }

    @Test
    void load_onlyOneOfTrainAndTest_isRefused() throws IOException {
        fill(folder.resolve("train").resolve("cat"), 3, 2, 2);
        refused(
                folder,
                "expected a folder with one folder per class at %s, found nothing; check the path",
                folder.resolve("test"));
    }

    private static void refused(Path path, String message, Path named) {
        assertThatThrownBy(() -> DatasetLoader.of("png-folder").path(path).load())
                .isInstanceOf(DataFileException.class)
                .hasMessage(message, named);
    }
}
