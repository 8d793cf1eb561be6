// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    /** Where Java's reader refills its buffer, a look ahead is what meets the bad byte. */
    private static final int BUFFER = 8192;

    @ParameterizedTest
    @ValueSource(strings = {"'", "\r", "a"})
    void next_bytesThatAreNoText_areRefusedWhereverTheyLie(String last) {
        String first = last.equals("'") ? last : "a";
        String text = first + "a".repeat(BUFFER - 2) + last;
        byte[] bytes = (text + "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
        CsvRows rows = new CsvRows(new ByteArrayInputStream(bytes), "x.csv", '\'');
        assertThatThrownBy(rows::next)
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected UTF-8 text in x.csv, found other bytes in or after row 1; get it"
                                + " again");
    }
}
