// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A check as JUnit's XML, in the form that Jenkins, GitLab and GitHub's actions read: each rule is
 * a test case whose name is the same from run to run, with the group of a sweep, in a class that is
 * named after the folder, so that those who merge files by class and name keep runs apart. Stateless.
 */
public final class JUnitXml {
    private static final String PACKAGE = "inittrace.";

    private JUnitXml() {}

    /**
     * Writes a check.
     *
     * @param result the check
     * @return a document in UTF-8
     */
    public static byte[] of(CheckResult result) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml, "");
            xml.writeStartElement("testsuites");
            counts(xml, result);
            line(xml, "  ");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", PlainText.inMarkup(result.name()));
            counts(xml, result);
            // A dot in it would make a package of its beginning.
            String className = PACKAGE + result.name().replace('.', '_');
            Set<String> names = new HashSet<>();
            for (RuleResult rule : result.results()) {
                line(xml, "    ");
                testCase(xml, className, unique(rule.test(), names), rule);
            }
            line(xml, "    ");
            xml.writeStartElement("system-out");
            xml.writeCharacters(PlainText.inMarkup(result.verdict()));
            xml.writeEndElement();
            line(xml, "  ");
            xml.writeEndElement();
            line(xml, "");
            xml.writeEndElement();
            line(xml, "");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML in memory can always be written", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void counts(XMLStreamWriter xml, CheckResult result) throws XMLStreamException {
        xml.writeAttribute("tests", String.valueOf(result.results().size()));
        xml.writeAttribute("failures", String.valueOf(result.violated().size()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute("time", "0");
    }

    /** The name, with a number if it was there before. */
    private static String unique(String name, Set<String> names) {
        String unique = name;
        for (int i = 2; !names.add(unique); i++) {
            unique = name + " (" + i + ")";
        }
        return unique;
    }

    private static void testCase(
            XMLStreamWriter xml, String className, String name, RuleResult rule)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", PlainText.inMarkup(className));
        xml.writeAttribute("name", PlainText.inMarkup(name));
        xml.writeAttribute("time", "0");
        if (!rule.isObeyed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", "violated");
            xml.writeAttribute(
                    "message", PlainText.inMarkup(rule.demanded() + "; " + rule.findings()));
            xml.writeCharacters(
                    PlainText.inMarkup(
                            "rule      "
                                    + rule.test()
                                    + "\nexpected  "
                                    + rule.demanded()
                                    + "\nfound     "
                                    + rule.found()
                                    + (rule.baseline() == null
                                            ? ""
                                            : "\nbaseline  " + rule.baseline())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void line(XMLStreamWriter xml, String indent) throws XMLStreamException {
        xml.writeCharacters("\n" + indent);
    }
}
