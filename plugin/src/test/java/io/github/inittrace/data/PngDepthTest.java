// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of 16 bits. */
class PngDepthTest {
    @TempDir Path folder;

    private void write(String name, int... samples) throws IOException {
        byte[] row = new byte[1 + 2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            row[1 + 2 * i] = (byte) (samples[i] >> 8);
            row[2 + 2 * i] = (byte) samples[i];
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                PngFiles.join(
                        PngFiles.signature(),
                        PngFiles.header(1, samples.length, 16, 0, 0),
                        PngFiles.chunk("IDAT", PngFiles.deflate(row)),
                        PngFiles.chunk("IEND")));
    }

    private void said(boolean invert, String... messages) throws IOException {
        assertThat(new PngFolderDataSource(folder, invert).notices()).containsExactly(messages);
    }

    @Test
    void sixteenBits_thatUseTwelve_areRoundedWithAWarning() throws IOException {
        write("ok/1.png", 0, 4095);
        write("nok/1.png", 17, 2000);
        write("nok/2.png", 0, 0);
        String warning =
                folder
                        + ": 16-bit images are rounded to 8 bits; the brightest pixel of all is 16"
                        + " of 255; stretch them over the whole range to keep more";

        said(false, warning);
        said(true, warning);
    }

    @Test
    void sixteenBits_ofTheWholeRange_areRoundedWithAWarning() throws IOException {
        write("ok/1.png", 0, 65535);
        write("ok/2.png", 1, 65535);

        said(
                false,
                folder
                        + ": 16-bit images are rounded to 8 bits; the brightest pixel of all is 255"
                        + " of 255");
    }

    @Test
    void sixteenBits_thatHoldEight_loseNothing() throws IOException {
        write("ok/1.png", 0, 257, 65535);

        said(false);
    }
}
