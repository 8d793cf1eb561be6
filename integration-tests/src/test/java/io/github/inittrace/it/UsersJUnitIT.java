// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What users' tests get from us brings no JUnit: one half of ours beside one half of theirs finds no
 * test, or fails to start.
 */
class UsersJUnitIT {
    @Test
    void junit_ofTheTestingModule_isNeverHandedOn() throws Exception {
        Path pom = Path.of(System.getProperty("inittrace.root"), "testing", "pom.xml");
        Document project =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        NodeList dependencies = project.getElementsByTagName("dependency");
        List<String> scopes = new ArrayList<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (text(dependency, "groupId").startsWith("org.junit")) {
                scopes.add(text(dependency, "scope"));
            }
        }
        assertThat(scopes).isNotEmpty().allMatch(List.of("provided", "test")::contains);
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "compile" : found.item(0).getTextContent().strip();
    }
}
