// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDataTest {
    @TempDir private Path temp;
    private final SharedStorage storage = new SharedStorage(new SparkConf(false));
    private Path images;
    private String folder;

    @BeforeEach
    void images() throws IOException {
        images = Files.createDirectories(temp.resolve("my images"));
        Files.writeString(Files.createDirectories(images.resolve("cats")).resolve("1.png"), "cat");
        Files.writeString(Files.createDirectories(images.resolve("dogs")).resolve("1.png"), "dog");
        folder = "file:" + temp.resolve("shared");
    }

    @Test
    void get_folderOrFile_hasWhatWasPut() throws IOException {
        SharedData all = SharedData.put(storage, images, folder);
        SharedData one = SharedData.put(storage, images.resolve("cats/1.png"), folder);

        assertThat(copy(all).resolve("dogs/1.png")).hasContent("dog");
        assertThat(copy(one)).hasContent("cat");
        assertThat(all.original()).isEqualTo(images.toString());
    }

    private Path copy(SharedData data) throws IOException {
        return data.get(storage, Files.createTempDirectory(temp, "copies"));
    }

    @Test
    void put_aPathThatEndsInDots_isTheFolderThatItLeadsTo() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), images.resolve("cats"));
        for (Path same :
                List.of(images.resolve("."), images.resolve("cats/.."), link.resolve(".."))) {
            SharedData data = SharedData.put(storage, same, folder + "/of" + same.getNameCount());

            assertThat(data.original()).isEqualTo(same.toString());
            assertThat(copy(data).resolve("dogs/1.png")).hasContent("dog");
        }
    }

    @Test
    void put_theSameContentByAnotherName_canBeHadByBoth() throws IOException {
        Path cat = images.resolve("cats/1.png");
        SharedData first = SharedData.put(storage, cat, folder);
        SharedData second =
                SharedData.put(storage, Files.copy(cat, images.resolve("cats/2.png")), folder);

        assertThat(copy(first)).hasContent("cat");
        assertThat(copy(second)).hasContent("cat");
    }

    @Test
    void put_aNameThatHadoopTakesForAnAddress_saysWhichToRename() throws IOException {
        Files.writeString(images.resolve("cats/12:30:05.png"), "cat");

        assertThatThrownBy(() -> SharedData.put(storage, images, folder))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "expected names without ':' in "
                                + images
                                + ", for Hadoop copies no others, found 'cats/12:30:05.png'; rename it");
        assertThat(temp.resolve("shared")).doesNotExist();
    }

    @Test
    void put_aFolderThatItselfHasAColon_isShared() throws IOException {
        Path coloured = Files.move(images, temp.resolve("images: all"));

        SharedData data = SharedData.put(storage, coloured, folder);

        assertThat(copy(data).resolve("cats/1.png")).hasContent("cat");
    }

    @Test
    void put_whatIsNotThere_saysSo() {
        assertThatThrownBy(() -> SharedData.put(storage, temp.resolve("nothing"), folder))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + temp.resolve("nothing") + ": it does not exist");
    }

    @Test
    void get_whatLinksLeadTo_hasIt() throws IOException {
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("1.png"), "owl");
        Files.createSymbolicLink(images.resolve("owls"), elsewhere);
        Path link = Files.createSymbolicLink(temp.resolve("link"), images);

        SharedData data = SharedData.put(storage, link, folder);

        Path copy = copy(data);
        assertThat(copy.resolve("owls/1.png")).hasContent("owl");
        assertThat(copy.resolve("cats/1.png")).hasContent("cat");
    }

    @Test
    void put_again_copiesNothing() throws IOException {
        SharedData first = SharedData.put(storage, images, folder);
        Path there = temp.resolve("shared").resolve(first.sha256());
        Files.writeString(there.resolve("sign"), "as it was");

        assertThat(SharedData.put(storage, images, folder)).isEqualTo(first);
        assertThat(there.resolve("sign")).exists();
    }

    @Test
    void put_afterADriverThatWasKilledWhileItCopied_copiesAll() throws IOException {
        SharedData first = SharedData.put(storage, images, folder);
        Files.delete(temp.resolve("shared").resolve(first.sha256() + ".whole"));
        Path there = temp.resolve("shared").resolve(first.sha256());
        Files.delete(there.resolve("data/cats/1.png"));

        assertThat(SharedData.put(storage, images, folder)).isEqualTo(first);
        assertThat(there.resolve("data/cats/1.png")).hasContent("cat");
    }

    @Test
    void put_ofOtherContentOrNames_isAnother() throws IOException {
        String before = SharedData.sha256(images);
        Files.move(images.resolve("cats"), images.resolve("kittens"));
        String renamed = SharedData.sha256(images);
        Files.writeString(images.resolve("dogs/1.png"), "hog");

        assertThat(renamed).isNotEqualTo(before);
        assertThat(SharedData.sha256(images)).isNotEqualTo(renamed);
    }

    @Test
    void get_whatWasChangedMeanwhile_saysWhatToDo() throws IOException {
        SharedData data = SharedData.put(storage, images, folder);
        Files.writeString(
                temp.resolve("shared").resolve(data.sha256()).resolve("data/cats/1.png"), "dog");

        Path copies = Files.createDirectories(temp.resolve("copies"));
        assertThatThrownBy(() -> data.get(storage, copies))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected data with the hash " + data.sha256())
                .hasMessageEndingWith("delete that folder and start again");
        assertThat(copies).doesNotExist();
    }
}
