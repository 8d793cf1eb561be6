// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** What the report takes from its own jar. */
final class Resources {
    private Resources() {}

    static byte[] read(String name) throws IOException {
        try (InputStream resource = Resources.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new FileNotFoundException(
                        name + " is missing from the inittrace-reports jar; build it again");
            }
            return resource.readAllBytes();
        }
    }
}
