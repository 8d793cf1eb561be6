// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NamingStreamTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream named =
            new PrintStream(
                    new NamingStream(out, text -> text.replace("/tmp/copy", "hdfs://h/ö")),
                    false,
                    StandardCharsets.UTF_8);

    @Test
    void write_partsOfALine_renamesInTheWhole() {
        named.print("report  /tm");
        named.print("p/copy/index.html\nü /tmp/other");
        named.flush();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("report  hdfs://h/ö/index.html\nü /tmp/other");
    }

    @Test
    void write_aBarThatIsDrawnAgain_isNotHeldBack() {
        named.print("\r50 %");
        named.flush();
        named.print("\r100 %");
        named.flush();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\r50 %\r100 %");
    }
}
