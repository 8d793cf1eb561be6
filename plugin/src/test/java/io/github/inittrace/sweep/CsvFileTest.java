// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that grows. */
class CsvFileTest {
    @TempDir private Path temp;
    private Path table;

    @BeforeEach
    void name() {
        table = temp.resolve("table.csv");
    }

    @Test
    void add_afterPublishing_growsTheTable() throws IOException {
        try (CsvFile file = new CsvFile(table, List.of("a", "b"))) {
            assertThat(table).doesNotExist();
            file.publish();
            file.add(List.of(List.of(1, "x,y")));
        }
        assertThat(table).hasContent("a,b\r\n1,\"x,y\"\r\n");
        assertThat(temp.toFile().list()).containsExactly("table.csv");
    }

    @Test
    void close_whatWasNotPublished_leavesNothing() throws IOException {
        new CsvFile(table, List.of("a")).close();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void of_onAFullDisk_leavesNothing() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(Files.isWritable(full)).isTrue();
        Files.createSymbolicLink(temp.resolve(".table.csv.tmp"), full);
        assertThatThrownBy(() -> new CsvFile(table, List.of("a")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write to " + table);
        assertThat(temp).isEmptyDirectory();
    }
}
