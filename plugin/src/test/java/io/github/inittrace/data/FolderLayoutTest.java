// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.trace.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;

class FolderLayoutTest {
    @TempDir Path folder;

    private void fill(String name) throws IOException {
        Path inside = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < 10; i++) {
            Files.write(inside.resolve(i + ".png"), PngFiles.grey(2, 2, i));
        }
    }

    /** The labels, after a look at what was said. */
    private List<String> labels(String... said) throws IOException {
        try (Logs logs = Logs.of(DatasetLoader.class)) {
            LoadedData data = DatasetLoader.of("png-folder").path(folder).load();
            assertThat(logs.messages()).containsExactly(said);
            return data.train().getOutputInfo().getDomain().stream()
                    .map(Label::getLabel)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void trainOfPictures_besideOtherClasses_isAClass() throws IOException {
        fill("bus");
        fill("car");
        fill("train");

        assertThat(
                        labels(
                                "the folder 'train' in "
                                        + folder
                                        + " is read as a class, for it holds no"
                                        + " folders"))
                .containsExactly("bus", "car", "train");
    }

    @Test
    void testOfPictures_besideOtherClasses_isAClass() throws IOException {
        fill("exam");
        fill("test");

        assertThat(
                        labels(
                                "the folder 'test' in "
                                        + folder
                                        + " is read as a class, for it holds no"
                                        + " folders"))
                .containsExactly("exam", "test");
    }

    @Test
    void trainAndTestOfPictures_besideOtherClasses_areClasses() throws IOException {
        fill("bus");
        fill("test");
        fill("train");

        assertThat(
                        labels(
                                "the folders 'train' and 'test' in "
                                        + folder
                                        + " are read as classes, for they hold no folders"))
                .containsExactly("bus", "test", "train");
    }

    @Test
    void trainAndTest_alone_areParts() throws IOException {
        fill("train/bus");
        fill("train/train");
        fill("test/bus");
        Files.createDirectory(folder.resolve(".cache"));

        assertThat(labels()).containsExactly("bus", "train");
    }

    @Test
    void trainAndTest_besideOtherFolders_arePartsAndTheRestIsLeftOut() throws IOException {
        fill("train/bus");
        fill("train/car");
        fill("test/bus");
        fill("val/bus");

        assertThat(
                        labels(
                                "train and test in "
                                        + folder
                                        + " are read as the parts to train on and"
                                        + " to test with; what else is there is left out"))
                .containsExactly("bus", "car");
    }

    @Test
    void trainOfFolders_withoutTest_isAPartThatLacksTheOther() throws IOException {
        fill("train/bus");
        fill("bus");

        refused(
                "expected a folder with one folder per class at %s, found nothing; check the path",
                folder.resolve("test"));
    }

    @Test
    void trainOfPictures_alone_isNoSetOfOneClass() throws IOException {
        fill("train");

        refused(
                "expected a folder per class in %s, found none; put the images of each class into"
                        + " one",
                folder.resolve("train"));
    }

    private void refused(String message, Path named) {
        assertThatThrownBy(() -> DatasetLoader.of("png-folder").path(folder).load())
                .isInstanceOf(DataFileException.class)
                .hasMessage(message, named);
    }
}
