// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Links between files. */
final class Links {
    private Links() {}

    /** The link from a page in a folder to a file, as text for {@code href}. */
    static String relative(Path folder, Path file) {
        List<String> parts = new ArrayList<>();
        for (Path part : folder.relativize(file)) {
            parts.add(
                    URLEncoder.encode(part.toString(), StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return String.join("/", parts);
    }
}
