// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    @Test
    void anyPixels_decodeToTheSame() throws IOException {
        Random random = new Random(5);
        for (int size : new int[] {1, 2, 7, 300}) {
            int[] pixels = random.ints((long) size * (size + 3), 0, 1 << 24).toArray();
            BufferedImage image = decode(Png.encode(size, size + 3, pixels));
            assertThat(image.getWidth()).isEqualTo(size);
            for (int i = 0; i < pixels.length; i++) {
                assertThat(image.getRGB(i % size, i / size) & 0xffffff).isEqualTo(pixels[i]);
            }
        }
    }

    @Test
    void wrongNumberOfPixels_isRefused() {
        assertThatThrownBy(() -> Png.encode(2, 2, new int[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a picture needs width times height pixels, found 2 by 2 with 3");
    }

    @Test
    void colours_areWhiteAtZeroAndDarkAtTheEnds() {
        assertThat(DivergingColours.of(0, 1)).isEqualTo(0xffffff);
        assertThat(DivergingColours.of(-1, 1)).isEqualTo(DivergingColours.of(-9, 1));
        assertThat(DivergingColours.of(1, 1)).isEqualTo(0x6b2200);
        assertThat(DivergingColours.of(-1, 1)).isEqualTo(0x062f5f);
        assertThat(DivergingColours.of(3, 0)).isEqualTo(0xffffff);
        assertThat(DivergingColours.of(Double.NaN, 1)).isEqualTo(DivergingColours.NOT_FINITE);
        for (double v = 0.1; v <= 1; v += 0.1) {
            assertThat(brightness(v)).isLessThan(brightness(v - 0.1));
            assertThat(brightness(-v)).isLessThan(brightness(0.1 - v));
        }
    }

    @Test
    void tiles_showUnitsSideBySide() throws IOException {
        float[] values = new float[6 * 5];
        values[3 * 5 + 1] = 1;
        values[5 * 5 + 4] = -1;
        values[0] = Float.NaN;
        WeightMatrix matrix = new WeightMatrix("w", 6, 5, values);
        UnitTiles tiles = UnitTiles.layout(2, 3, 5);
        BufferedImage image = decode(tiles.png(matrix, 1));
        assertThat(image.getWidth()).isEqualTo(1 + 3 * 4);
        assertThat(image.getHeight()).isEqualTo(1 + 2 * 3);
        assertThat(rgb(image, 1, 1)).isEqualTo(DivergingColours.NOT_FINITE);
        assertThat(rgb(image, 5, 2)).isEqualTo(0x6b2200);
        assertThat(rgb(image, 5 + 2, 4 + 1)).isEqualTo(0x062f5f);
        assertThat(rgb(image, 2, 2)).isEqualTo(0xffffff);
        assertThat(rgb(image, 12, 6)).isEqualTo(DivergingColours.GAP);
    }

    @Test
    void range_ignoresFewLargeWeights() {
        float[] values = new float[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 20 ? 50 : i % 100 / 100f;
        }
        UnitTiles tiles = UnitTiles.layout(100, 100, 1);
        assertThat(tiles.range(new WeightMatrix("w", 10_000, 1, values))).isEqualTo(0.99f);
        assertThat(tiles.range(new WeightMatrix("w", 10_000, 1, new float[10_000]))).isZero();
    }

    @Test
    void matrix_wrongShape_isRefused() {
        assertThatThrownBy(() -> new WeightMatrix("w", 2, 3, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix 'w' needs 2 times 3 values, found 5");
        WeightMatrix wide = new WeightMatrix("a", 2, 3, new float[6]);
        WeightMatrix tall = new WeightMatrix("b", 3, 2, new float[6]);
        assertThatThrownBy(() -> wide.minus(tall))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix 'a' has another shape than 'b': expected [2, 3], found [3, 2]");
        assertThatThrownBy(() -> UnitTiles.layout(2, 2, 3).png(wide, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix 'a' needs 4 inputs to be drawn as tiles, found 2");
    }

    private static int brightness(double value) {
        int c = DivergingColours.of(value, 1);
        return 3 * (c >> 16) + 6 * (c >> 8 & 0xff) + (c & 0xff);
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xffffff;
    }

    private static BufferedImage decode(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
