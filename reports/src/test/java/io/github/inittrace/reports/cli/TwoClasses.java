// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small table with the column {@code label}, on which commands train in no time. */
final class TwoClasses {
    private TwoClasses() {}

    static Path in(Path folder) throws IOException {
        StringBuilder table = new StringBuilder("a,b,label\n");
        for (int i = 0; i < 40; i++) {
            table.append(i % 9 - 4)
                    .append(',')
                    .append(i % 7 - 3)
                    .append(i % 3 > 0 ? ",x\n" : ",y\n");
        }
        return Files.writeString(folder.resolve("table.csv"), table);
    }
}
