// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a page gets at what is not its own text: style sheet, pictures, other pages, the files of the
 * run. A page with a folder of its own refers to files there; one that stands alone has everything
 * inside and refers to nothing. For one page, and for use by one thread.
 */
interface Assets {
    /** The element that brings the style sheet. */
    DomContent styles() throws IOException;

    /**
     * A picture made for the page.
     *
     * @param name its file name in a folder, such as {@code img/initial.png}
     * @param png its content
     * @return what an {@code img} takes as its source
     */
    String picture(String name, byte[] png);

    /**
     * A picture that the run left.
     *
     * @param name its path in the run folder, with slashes
     * @return what an {@code img} takes as its source
     * @throws IOException if it cannot be read
     */
    String runPicture(String name) throws IOException;

    /** Where to find a file of the run; empty if the page cannot link to it. */
    Optional<String> runFile(String name);

    /** Leads to what every measure means, or says it. */
    DomContent measures() throws IOException;

    /** The run folder; it may not exist. */
    Path runFolder();
}
