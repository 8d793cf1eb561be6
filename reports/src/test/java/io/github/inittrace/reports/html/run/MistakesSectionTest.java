// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.div;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.run.ClassificationRecord;
import io.github.inittrace.run.ClassificationRecord.Confusion;
import io.github.inittrace.run.ClassificationRecord.Mistake;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class MistakesSectionTest {
    @TempDir Path folder;

    private static ClassificationRecord record(List<String> labels) {
        return new ClassificationRecord(
                1,
                "test",
                12,
                labels,
                List.of(
                        new Confusion(0, 0, 5),
                        new Confusion(0, 1, 3),
                        new Confusion(1, 0, 1),
                        new Confusion(1, 1, 3)),
                List.of(
                        new Mistake(7, 0, 1, 0.01, 0.9, List.of(0f, 1f, 2f, 4f)),
                        new Mistake(3, 1, 0, 0.2, 0.7, null)));
    }

    private Document parse(MistakesSection mistakes) throws Exception {
        String page = Markup.render(div(Markup.lines(mistakes.content())));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    private static String ask(Document page, String path) throws Exception {
        return XPathFactory.newInstance()
                .newXPath()
                .evaluate("normalize-space(" + path + ")", page);
    }

    private PageFiles assets() {
        return new PageFiles(folder);
    }

    @Test
    void matrix_ofFewClasses_hasEveryCountInItsCell() throws Exception {
        Document page =
                parse(new MistakesSection(record(List.of("cat", "dog")), List.of(2, 2), assets()));
        assertThat(ask(page, "//p[1]"))
                .startsWith("Of 12 examples of test, the trained network takes 4 for something");
        assertThat(
                        ask(
                                page,
                                "//*[local-name()='g'][*[local-name()='title']='3 of class cat taken"
                                        + " for dog']/*[local-name()='text']"))
                .isEqualTo("3");
        assertThat(ask(page, "count(//*[local-name()='rect'])")).isEqualTo("4");
        String matrix = "//table[caption='What it takes for what, by class']/";
        assertThat(ask(page, matrix + "thead")).isEqualTo("classtaken for cattaken for dog");
        assertThat(ask(page, matrix + "tbody/tr[1]")).isEqualTo("cat53");
        assertThat(ask(page, matrix + "tbody/tr[2]")).isEqualTo("dog13");
        assertThat(ask(page, "//tr[th='cat']/td[3]")).isEqualTo("0.625");
        assertThat(ask(page, "//tr[th='cat']/td[4]")).isEqualTo("0.8333");
        assertThat(ask(page, "//tr[th='dog']/td[5]")).isEqualTo("0.6000");
    }

    @Test
    void worst_withFeatures_areDrawnAndWithoutAreNamed() throws Exception {
        PageFiles assets = assets();
        Document page =
                parse(new MistakesSection(record(List.of("cat", "dog")), List.of(2, 2), assets));
        assertThat(assets.beside()).containsOnlyKeys("img/mistake-1.png");
        assertThat(ask(page, "//img/@alt")).isEqualTo("Example 7, cat taken for dog");
        assertThat(ask(page, "//figure[img]/figcaption"))
                .isEqualTo("cat taken for dog; 0.01000 against 0.9000; example 7");
        assertThat(ask(page, "count(//*[@class='thumbnails']/figure)")).isEqualTo("2");
    }

    @Test
    void worst_thatAreNoPictures_areOnlyNamed() throws Exception {
        PageFiles assets = assets();
        parse(new MistakesSection(record(List.of("cat", "dog")), null, assets));
        parse(new MistakesSection(record(List.of("cat", "dog")), List.of(3, 3), assets));
        assertThat(assets.beside()).isEmpty();
    }

    @Test
    void pairs_ofManyClasses_replaceTheMatrix() throws Exception {
        List<String> labels = IntStream.range(0, 21).mapToObj(i -> "class" + i).toList();
        Document page = parse(new MistakesSection(record(labels), null, assets()));
        assertThat(ask(page, "count(//*[local-name()='svg'])")).isEqualTo("0");
        assertThat(ask(page, "//table[caption='Most frequent mistakes']/tbody/tr[1]"))
                .isEqualTo("class0class1" + "3" + "0.375");
    }

    @Test
    void classes_areInTheOrderOfTheirNames() throws Exception {
        Document page =
                parse(new MistakesSection(record(List.of("run-10", "run-9")), null, assets()));
        String matrix = "//table[caption='What it takes for what, by class']/";
        assertThat(ask(page, matrix + "thead")).isEqualTo("classtaken for run-9taken for run-10");
        assertThat(ask(page, matrix + "tbody/tr[1]")).isEqualTo("run-931");
        assertThat(ask(page, matrix + "tbody/tr[2]")).isEqualTo("run-1035");
        assertThat(ask(page, "//table[caption='Classes']/tbody/tr[1]/th")).isEqualTo("run-9");
    }

    @Test
    void pictures_areDarkOnWhite_whicheverEndIsPaper() throws Exception {
        for (List<Float> values : List.of(List.of(0f, 0f, 0f, 9f), List.of(9f, 9f, 9f, 0f))) {
            ClassificationRecord one =
                    new ClassificationRecord(
                            1,
                            "test",
                            1,
                            List.of("a", "b"),
                            List.of(new Confusion(0, 1, 1)),
                            List.of(new Mistake(0, 0, 1, 0.1, 0.9, values)));
            PageFiles assets = assets();
            parse(new MistakesSection(one, List.of(2, 2), assets));
            BufferedImage picture =
                    ImageIO.read(
                            new ByteArrayInputStream(assets.beside().get("img/mistake-1.png")));
            assertThat(picture.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
            assertThat(picture.getRGB(1, 1) & 0xffffff).isZero();
        }
    }

    @Test
    void labels_thatAreMarkup_areText() throws Exception {
        String evil = "<script>alert(1)</script>";
        Document page =
                parse(new MistakesSection(record(List.of(evil, "b\u0007")), null, assets()));
        assertThat(ask(page, "count(//script)")).isEqualTo("0");
        assertThat(ask(page, "//tr/th[starts-with(., '<script>')]")).isEqualTo(evil);
    }
}
