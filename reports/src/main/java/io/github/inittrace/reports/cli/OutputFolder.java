// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where a run goes when nobody says where. */
final class OutputFolder {
    /** The folder of such runs, in the working directory. */
    static final String PARENT = "inittrace-runs";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private OutputFolder() {}

    /** A folder that does not exist, named after the data set and the time. */
    static Path fresh(String dataset) {
        String name =
                dataset.replaceAll("[^A-Za-z0-9-]", "_")
                        + "-"
                        + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
        Path folder = Path.of(PARENT, name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = Path.of(PARENT, name + "-" + i);
        }
        return folder;
    }
}
