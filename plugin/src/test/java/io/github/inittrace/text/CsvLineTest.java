// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CsvLineTest {
    @Test
    void of_cells_quotesWhatRfc4180Asks() {
        assertThat(CsvLine.of(Arrays.asList("a", 1.5, null, "x,y", "say \"no\"", "two\nlines")))
                .isEqualTo("a,1.5,,\"x,y\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
    }
}
