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
    public final String source;

    private ParsedPage(Document document, String source) {
        this.document = document;
        this.source = source;
    }

    public static ParsedPage write(ReportInput input, Path folder) throws Exception {
        return read(RunReport.write(input, folder, null));
    }

    public static ParsedPage read(Path index) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(index.toFile());
        return new ParsedPage(document, Files.readString(index));
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
