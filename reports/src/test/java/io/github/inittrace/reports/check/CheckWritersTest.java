// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.study.Runs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** JUnit XML and Markdown, parsed back. */
class CheckWritersTest {
    private static final String EVIL = "<script>alert(1)</script> | \"x\" & *y* `z` ]]>\n\u0000";

    @Test
    void junit_isOfTheUsualForm() throws Exception {
        byte[] xml = JUnitXml.of(evil());
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(getClass().getResource("/junit.xsd")))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(xml)));
    }

    @Test
    void junit_hasEveryRuleAsATest_whateverItsName() throws Exception {
        CheckResult result = evil();
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(JUnitXml.of(result)));

        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("name")).isEqualTo(EVIL.replace("\n\u0000", " \ufffd"));
        List<Element> cases = elements(document, "testcase");
        assertThat(cases)
                .extracting(e -> e.getAttribute("name"))
                .containsExactly(
                        "ending: completed",
                        "<script>|",
                        "epochEndLoss at the last epoch: at most 1");
        assertThat(cases)
                .extracting(e -> e.getAttribute("classname"))
                .containsOnly("inittrace." + EVIL.replace("\n\u0000", " \ufffd"));
        List<Element> failures = elements(document, "failure");
        assertThat(failures).hasSize(2);
        assertThat(failures.get(1).getAttribute("message"))
                .isEqualTo(
                        "epochEndLoss at the last epoch: at most 1; found 3 at epoch 1; baseline 4 at"
                                + " epoch 1");
        assertThat(failures.get(1).getTextContent())
                .isEqualTo(
                        "rule      epochEndLoss at the last epoch: at most 1\n"
                                + "expected  epochEndLoss at the last epoch: at most 1\n"
                                + "found     3 at epoch 1\n"
                                + "baseline  4 at epoch 1");
        assertThat(failures.get(0).getParentNode()).isSameAs(cases.get(1));
    }

    @Test
    void markdown_hasTheVerdictOnTopAndEveryRuleInATable() throws IOException {
        String markdown = CheckMarkdown.of(evil(), CheckMarkdown.LARGEST_COMMENT);

        assertThat(markdown).startsWith("## InitTrace: ✗ failed, 2 of 3 rules violated\n");
        assertThat(cells(markdown, 0))
                .contains(
                        List.of("✓ ok", "ending: completed", "completed", "completed"),
                        List.of(
                                "✗ FAIL",
                                "epochEndLoss at the last epoch: at most 1",
                                "3 at epoch 1",
                                "4 at epoch 1"));
        assertThat(cells(markdown, 1))
                .contains(
                        List.of("training loss", "3", "4", "−25\u00a0%"),
                        List.of("test accuracy", "90.00\u00a0%", "80.00\u00a0%", "+10.00 points"));
        assertThat(markdown)
                .contains(
                        "* warning **distance\\_jump** from epoch 1: these weights moved far more in"
                                + " one step");
    }

    @Test
    void markdown_ofHostileNames_isText() throws IOException {
        String html = html(CheckMarkdown.of(evil(), CheckMarkdown.LARGEST_COMMENT));

        assertThat(html)
                .doesNotContain("<script", "<em>y</em>", "<code>", "\u0000")
                .contains(
                        "<strong>&lt;script&gt;alert(1)&lt;/script&gt; | &quot;x&quot; &amp; *y*"
                                + " `z` ]]&gt;</strong>");
        assertThat(cells(CheckMarkdown.of(evil(), 1 << 20), 0)).allMatch(row -> row.size() == 4);
    }

    @Test
    void markdown_withoutBaselineAndAlarms_saysSo() throws IOException {
        CheckResult result =
                RulesTest.check(RulesTest.rules("- ending: completed"), Runs.of(2, 1), null);
        String markdown = CheckMarkdown.of(result, 1 << 20);

        assertThat(markdown)
                .startsWith("## InitTrace: ✓ passed, the one rule is obeyed\n")
                .endsWith("\nNo alarm was raised.\n");
        assertThat(cells(markdown, 0))
                .containsExactly(List.of("✓ ok", "ending: completed", "completed"));
        assertThat(cells(markdown, 1).get(0))
                .containsExactly("training loss", "1", "was 2 untrained");
    }

    @Test
    void markdown_thatIsTooLong_isCutAtALineAndSaysSo() throws IOException {
        Runs runs = Runs.of(2, 1);
        for (int i = 0; i < 5000; i++) {
            runs.alarm(AlarmKind.DISTANCE_JUMP, "häßlich" + i);
        }
        CheckResult result = RulesTest.check(RulesTest.rules("- ending: completed"), runs, null);

        String whole = CheckMarkdown.of(result, 1 << 20);
        String cut = CheckMarkdown.of(result, CheckMarkdown.LARGEST_COMMENT);

        assertThat(whole).contains("häßlich4999").doesNotContain("Cut here");
        assertThat(cut.getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(CheckMarkdown.LARGEST_COMMENT - 200, CheckMarkdown.LARGEST_COMMENT);
        assertThat(cut)
                .endsWith(
                        "|\n\n</details>\n\n\nCut here, where the page would get too long; the rest"
                                + " is in the output of `inittrace check`.\n");
        String same = cut.substring(0, cut.indexOf("\n\n</details>"));
        assertThat(whole).startsWith(same + "\n");
    }

    @Test
    void markdown_violatedRulesStandFirst() throws IOException {
        assertThat(cells(CheckMarkdown.of(evil(), 1 << 20), 0))
                .extracting(row -> row.get(0) + " " + row.get(1))
                .containsExactly(
                        "✗ FAIL &lt;script&gt;| (alarms: none)",
                        "✗ FAIL epochEndLoss at the last epoch: at most 1",
                        "✓ ok ending: completed");
    }

    @Test
    void markdown_ofWhatMeansSomethingToForges_doesNotMeanIt() {
        assertThat(MarkdownText.escaped("@all $x$ :tada: a: 1\u202e\u0085\u0007b"))
                .isEqualTo(
                        "<span>@</span>all <span>$</span>x<span>$</span> <span>:</span>tada: a: 1"
                                + " b");
    }

    @Test
    void lines_ofHostileNames_areOneEachAndReadFromTheLeft() throws IOException {
        CheckResult result =
                RulesTest.check(
                        RulesTest.rules("- {name: \"a\\u202eb\\u009bc\", ending: completed}"),
                        Runs.of(2, 1),
                        null);
        assertThat(result.lines().get(0))
                .isEqualTo("ok    ab c (ending: completed); found completed");
    }

    @Test
    void junit_ofHostileNames_isReadFromTheLeft() throws IOException {
        CheckResult result =
                RulesTest.check(
                        RulesTest.rules("- {name: \"a\\u202eb\\u2066c\", ending: completed}"),
                        Runs.of(2, 1),
                        null);
        assertThat(new String(JUnitXml.of(result), StandardCharsets.UTF_8))
                .contains("name=\"abc\"")
                .doesNotContainPattern("[\\u202e\\u2066]");
    }

    @Test
    void junit_tellsRunsAndEqualNamesApart() throws Exception {
        List<Rule> rules =
                RulesTest.rules(
                        "- {name: a, ending: completed}\n- {name: a, alarms: none}\n"
                                + "- {name: a (2), ending: completed}\n");
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(
                                new ByteArrayInputStream(
                                        JUnitXml.of(
                                                RulesTest.check(
                                                        rules,
                                                        Runs.of(2, 1).named("v1.2"),
                                                        null))));
        assertThat(elements(document, "testcase"))
                .extracting(e -> e.getAttribute("classname") + " " + e.getAttribute("name"))
                .containsExactly(
                        "inittrace.v1_2 a", "inittrace.v1_2 a (2)", "inittrace.v1_2 a (2) (2)");
    }

    private static CheckResult evil() throws IOException {
        List<Rule> rules =
                RulesTest.rules(
                        "- ending: completed\n"
                                + "- {name: '<script>|', alarms: none}\n"
                                + "- {figure: epochEndLoss, max: 1}\n");
        return RulesTest.check(
                rules,
                Runs.of(2, 3).named(EVIL).alarm(AlarmKind.DISTANCE_JUMP, EVIL),
                Runs.of(2, 4).accuracy(0.8).named(EVIL));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** The texts of a table's body, as GitHub would show them. */
    private static List<List<String>> cells(String markdown, int table) {
        String body = html(markdown).split("<tbody>")[table + 1].split("</tbody>")[0];
        List<List<String>> rows = new ArrayList<>();
        for (String row : body.split("</tr>\\s*")) {
            List<String> cells = new ArrayList<>();
            for (String cell : row.split("</td>\\s*")) {
                cells.add(cell.replaceAll("<[^>]*>", "").strip());
            }
            cells.removeIf(String::isEmpty);
            if (!cells.isEmpty()) {
                rows.add(cells);
            }
        }
        return rows;
    }

    private static String html(String markdown) {
        List<TablesExtension> tables = List.of((TablesExtension) TablesExtension.create());
        return HtmlRenderer.builder()
                .extensions(tables)
                .build()
                .render(Parser.builder().extensions(tables).build().parse(markdown));
    }
}
