// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.p;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageOutputTest {
    @TempDir Path folder;

    private static PageOutput.Content pictures(String... names) {
        return files -> {
            Section section =
                    new Section(
                            "pictures",
                            "Pictures",
                            Stream.of(names)
                                    .<DomContent>map(
                                            name ->
                                                    files.picture(
                                                            name,
                                                            name.getBytes(StandardCharsets.UTF_8),
                                                            "a " + name))
                                    .toList());
            return new Page(
                    "title",
                    "Heading",
                    List.of(Card.row(List.of(new Card("runs", "7", "all of them")))),
                    List.of(section, new Section("none", "Nothing", List.of())),
                    p("foot"));
        };
    }

    @Test
    void page_ofSections_linksToThoseThatHaveContent() throws Exception {
        ParsedPage page = ParsedPage.read(PageOutput.write(folder, pictures("a.png")));
        assertThat(page.all("/html/head/title")).containsExactly("title – InitTrace");
        assertThat(page.all("/html/body/header/h1")).containsExactly("Heading");
        assertThat(page.all("//nav/a/@href")).containsExactly("#pictures");
        assertThat(page.all("//main/section/@id")).containsExactly("pictures");
        assertThat(page.all("//main/section/h2")).containsExactly("Pictures");
        assertThat(page.all("//div[@class='cards']/div[@class='card']/span"))
                .containsExactly("runs", "7", "all of them");
        assertThat(page.all("//img/@src")).containsExactly("a.png");
    }

    @Test
    void manifest_listsWhatThePageHas() throws IOException {
        PageOutput.write(folder, folder.resolve("one.html"), pictures("img/a.png"));
        assertThat(Manifest.read(folder.resolve("manifest.json")).files())
                .containsOnlyKeys("img/a.png", "index.html", "one.html", "report.css");
        assertThat(Manifest.read(folder.resolve("manifest.json")).differences(folder)).isEmpty();
    }

    @Test
    void manifest_listsTheSingleFileByWhateverWayItIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("page"));
        Path page = Files.createDirectories(folder.resolve("page"));
        for (Path single :
                List.of(
                        page.resolve("../page/one.html"),
                        link.resolve("one.html"),
                        Files.createSymbolicLink(
                                folder.resolve("mail.html"), page.resolve("one.html")))) {
            PageOutput.write(page, single, pictures("a.png"));
            assertThat(Manifest.read(page.resolve("manifest.json")).differences(page)).isEmpty();
            Files.delete(page.resolve("one.html"));
        }
    }

    /** As where a disk is full. */
    @Test
    void page_thatCannotBeWritten_leavesTheOneBeforeWhole() throws IOException {
        PageOutput.write(folder, folder.resolve("one.html"), pictures("a.png"));
        Path inTheWay = Files.createDirectories(folder.resolve("c.png"));
        assertThatThrownBy(() -> PageOutput.write(folder, pictures("b.png", "c.png")))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write to " + inTheWay + ": it is a folder; move it away");
        assertThat(Manifest.read(folder.resolve("manifest.json")).files())
                .containsOnlyKeys("a.png", "index.html", "one.html", "report.css");
        assertThat(Manifest.read(folder.resolve("manifest.json")).differences(folder)).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void single_thatCannotBeWritten_leavesThePageWhole() throws IOException {
        PageOutput.write(folder, folder.resolve("one.html"), pictures("a.png"));
        Path no = folder.resolve("no/one.html");
        assertThatThrownBy(() -> PageOutput.write(folder, no, pictures("b.png")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write to " + no);
        assertThat(Manifest.read(folder.resolve("manifest.json")).files())
                .containsOnlyKeys("b.png", "index.html", "report.css");
        assertThat(Manifest.read(folder.resolve("manifest.json")).differences(folder)).isEmpty();
    }

    @Test
    void nextPage_removesWhatTheManifestListsAndNothingElse() throws IOException {
        PageOutput.write(
                folder,
                folder.resolve("one.html"),
                pictures("img/a.png", "img/b.png", "img/c.png", "img/mine.png"));
        Files.writeString(folder.resolve("img/notes.png"), "never listed");
        Files.writeString(folder.resolve("img/mine.png"), "changed by its owner");
        PageOutput.write(folder, pictures("img/b.png"));
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()))
                    .containsExactlyInAnyOrder(
                            "img/b.png",
                            "img/mine.png",
                            "img/notes.png",
                            "index.html",
                            "manifest.json",
                            "report.css");
        }
    }

    @Test
    void manifest_thatNamesFilesElsewhere_costsThemNothing() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "mine");
        Path page = folder.resolve("page");
        PageOutput.write(page, pictures("a.png"));
        Path manifest = page.resolve("manifest.json");
        Manifest.Entry entry = Manifest.Entry.of(precious);
        Manifest.Entry index = Manifest.Entry.of(page.resolve("index.html"));
        Manifest hostile =
                new Manifest(
                        RunFolder.SCHEMA,
                        Map.of("../precious", entry, "index.html", index, "a\0b", entry));
        Files.write(manifest, hostile.bytes());
        PageOutput.write(page, pictures("b.png"));
        assertThat(precious).hasContent("mine");
    }

    /** A process that was killed while it wrote a page leaves none. */
    @Test
    void folder_withoutAManifest_isTakenWithAPageOfOursOnly() throws IOException {
        Path index = PageOutput.write(folder, pictures("a.png"));
        Files.delete(folder.resolve("manifest.json"));
        PageOutput.write(folder, pictures("b.png"));
        assertThat(Files.readString(index)).contains("b.png");

        Path other = folder.resolve("other");
        Files.createDirectories(other);
        Files.writeString(other.resolve("index.html"), "<title>my home page</title>");
        assertThatThrownBy(() -> PageOutput.write(other, pictures("a.png")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "a page needs a folder of its own, found another page at "
                                + other.resolve("index.html")
                                + "; name another folder");
        assertThat(other.resolve("index.html")).hasContent("<title>my home page</title>");
        assertThat(other).isDirectoryNotContaining("glob:**.png");
    }

    @Test
    void folder_withAManifestOfSomethingElse_isRefusedAndLeftAsItIs() throws IOException {
        Files.writeString(folder.resolve("run.json"), "{}");
        Files.write(folder.resolve("manifest.json"), Manifest.of(folder).bytes());
        assertThatThrownBy(() -> PageOutput.write(folder, pictures("a.png")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "a page needs a folder of its own, found a manifest of something else at "
                                + folder.resolve("manifest.json")
                                + "; name another folder");
        assertThat(Manifest.read(folder.resolve("manifest.json")).differences(folder)).isEmpty();
    }

    @Test
    void single_hasItsPicturesInside() throws Exception {
        Path single = folder.resolve("one.html");
        PageOutput.write(folder.resolve("page"), single, pictures("a.png"));
        ParsedPage page = ParsedPage.read(single);
        assertThat(page.all("//img/@src")).containsExactly("data:image/png;base64,YS5wbmc=");
        assertThat(page.all("//link")).isEmpty();
        assertThat(Manifest.read(folder.resolve("page/manifest.json")).files())
                .doesNotContainKey("one.html");
    }
}
