// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.section;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a page. Without content it is neither shown nor linked to.
 *
 * @param id its identifier, which no other element of the page has
 * @param name what the navigation calls it
 * @param heading its heading, without the page around it
 * @param content what follows the heading
 */
public record Section(String id, String name, String heading, List<DomContent> content) {
    /** Copies the list. */
    public Section {
        content = List.copyOf(content);
    }

    /** A section whose heading is its name. */
    public Section(String id, String name, List<DomContent> content) {
        this(id, name, name, content);
    }

    boolean isEmpty() {
        return content.isEmpty();
    }

    DomContent markup() {
        List<DomContent> parts = new ArrayList<>(List.of(h2(heading)));
        parts.addAll(content);
        return section(Markup.lines(parts)).withId(id);
    }
}
