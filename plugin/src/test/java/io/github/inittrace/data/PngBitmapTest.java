// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngBitmapTest {
    @TempDir private Path folder;

    @Test
    void rows_greyPixels_areSplitAtHalf() throws IOException {
        byte[] pixels = {0, 127, (byte) 128, (byte) 255, 0, 0};
        Path file = Files.write(folder.resolve("x.png"), PngFiles.grey(2, 3, pixels));
        assertThat(PngBitmap.rows(file)).containsExactly("##.", ".##");
    }

    @Test
    void rows_noPng_saysSo() throws IOException {
        Path file = Files.writeString(folder.resolve("x.png"), "text");
        assertThatThrownBy(() -> PngBitmap.rows(file))
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected a PNG file at "
                                + file
                                + ", found other content; convert it to PNG");
    }
}
