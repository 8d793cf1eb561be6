// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.reports.html.run.ReportInput;
import io.github.inittrace.reports.html.run.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A written report, parsed back as XML and asked with XPath. */
public final class ParsedPage {
    private final Document document;
    private final XPath xpath = XPathFactory.newInstance().newXPath();
    private final Path folder;
    public final String source;

    private ParsedPage(Document document, Path folder, String source) {
        this.document = document;
        this.folder = folder;
        this.source = source;
    }

    public static ParsedPage write(ReportInput input, Path folder) throws Exception {
        return read(RunReport.write(input, folder, null));
    }

    public static ParsedPage read(Path index) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(index.toFile());
        return new ParsedPage(document, index.getParent(), Files.readString(index));
    }

    public String text(String path) throws Exception {
        return xpath.evaluate("normalize-space(" + path + ")", document);
    }

    /** The chart whose frame and curves are in the one group that matches. */
    public DrawnChart chart(String path) throws Exception {
        NodeList nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
        assertThat(nodes.getLength()).as(path).isEqualTo(1);
        return new DrawnChart((Element) nodes.item(0));
    }

    /**
     * What every page keeps to: a content security policy without scripts and styles of its own, links
     * that lead somewhere beside it, words for all that is drawn, numbers only.
     */
    public void assertObeysRules() throws Exception {
        assertThat(all("//@style | //@target")).isEmpty();
        assertThat(all("//style | //script | //iframe | //object | //form")).isEmpty();
        assertThat(all("//@*[starts-with(name(), 'on')]")).isEmpty();
        List<String> ids = all("//@id");
        assertThat(ids).doesNotHaveDuplicates();
        for (String link : all("//@src | //@href | //@data")) {
            if (link.startsWith("#")) {
                assertThat(ids).contains(link.substring(1));
            } else {
                assertThat(folder.resolve(link.replaceFirst("#.*", ""))).isNotEmptyFile();
            }
        }
        for (String names : all("//@aria-labelledby")) {
            assertThat(ids).contains(names.split(" "));
        }
        assertThat(all("/html/@lang")).containsExactly("en");
        assertThat(all("//meta[@name='viewport']/@content")).hasSize(1);
        assertThat(all("//h1")).hasSize(1);
        assertThat(all("//h3[not(preceding::h2)]")).isEmpty();
        assertThat(all("//img[not(@alt) or @alt='']")).isEmpty();
        String named = "@role='img' and (@aria-label or title and desc)";
        assertThat(all("//svg[not(@aria-hidden) and not(" + named + ")]")).isEmpty();
        assertThat(all("//svg/desc[. = '']")).isEmpty();
        assertThat(all("//thead/tr/th[not(@scope='col')]")).isEmpty();
        assertThat(source).doesNotContain("NaN").doesNotContain("Infinity");
    }

    /** The values of all attributes or the texts of all elements that match. */
    public List<String> all(String path) throws Exception {
        NodeList nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            values.add(nodes.item(i).getTextContent());
        }
        return values;
    }

    /** All cells of a table's body, each with all its digits; row by row. */
    public List<List<String>> table(String captionStart) throws Exception {
        String table = "//table[starts-with(caption,'" + captionStart + "')]";
        List<List<String>> rows = new ArrayList<>();
        int count = all(table + "/tbody/tr").size();
        for (int row = 1; row <= count; row++) {
            List<String> cells = new ArrayList<>();
            String cell = table + "/tbody/tr[" + row + "]/*";
            NodeList nodes = (NodeList) xpath.evaluate(cell, document, XPathConstants.NODESET);
            for (int i = 0; i < nodes.getLength(); i++) {
                var title = nodes.item(i).getAttributes().getNamedItem("title");
                cells.add(title == null ? nodes.item(i).getTextContent() : title.getNodeValue());
            }
            rows.add(cells);
        }
        return rows;
    }
}
