// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowsTest {
    /** Where a reader refills its buffer, its next character is the bad one. */
    private static final int BUFFER = 1 << 16;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"',1", "a,1", "|\r|,2", "|\n|,2"})
    void next_bytesThatAreNoText_areRefusedInTheirRow(String last, int row) throws IOException {
        String first = last.equals("'") ? last : "a";
        CsvRows rows = rows(first + "a".repeat(BUFFER - 2) + last + "\u00ff");
        for (int i = 1; i < row; i++) {
            assertThat(rows.next()).hasSize(1);
        }

        assertThatThrownBy(rows::next)
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected UTF-8 text in x.csv, found other bytes in row %d; convert it",
                        row);
    }

    @Test
    void next_linesThatEndInAllWays_areRows() throws IOException {
        CsvRows rows = rows("a,b\r\n'c\r\n\r','d''e'\r\r\n\nf,\n,");

        assertThat(rows.next()).containsExactly("a", "b");
        assertThat(rows.next()).containsExactly("c\r\n\r", "d'e");
        assertThat(rows.next()).containsExactly("f", "");
        assertThat(rows.row()).isEqualTo(5);
        assertThat(rows.next()).containsExactly("", "");
        assertThat(rows.next()).isNull();
    }

    @Test
    void next_rowWithoutEnd_isRefusedEarly() {
        assertThatThrownBy(rows("a".repeat(1 << 20))::next)
                .hasMessage(
                        "expected at most 70000 characters in row 1 of x.csv, found more; correct it");
        assertThatThrownBy(rows("'" + "a\n".repeat(1 << 20))::next)
                .hasMessage(
                        "expected a closing quote ' in row 1 of x.csv, found none in 70000 characters;"
                                + " correct it");
    }

    private static CsvRows rows(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        TextReader reader =
                new TextReader(
                        new ByteArrayInputStream(bytes),
                        StandardCharsets.UTF_8,
                        "x.csv",
                        "convert it");
        return new CsvRows(reader, ',', '\'', 70_000, "correct it");
    }
}
