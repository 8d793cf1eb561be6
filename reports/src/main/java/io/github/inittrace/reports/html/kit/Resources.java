// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** What the report takes from its own jar. */
public final class Resources {
    private static final String PLACE = "/io/github/inittrace/reports/html/";

    private Resources() {}

    /** A file that lies with the pages' classes. */
    public static byte[] read(String name) throws IOException {
        try (InputStream resource = Resources.class.getResourceAsStream(PLACE + name)) {
            if (resource == null) {
                throw new FileNotFoundException(
                        name + " is missing from the inittrace-reports jar; build it again");
            }
            return resource.readAllBytes();
        }
    }
}
