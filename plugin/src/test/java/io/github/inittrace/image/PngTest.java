// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
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
    void fewColours_decodeToTheSame_inAThirdOfTheSpace() throws IOException {
        for (int colours : new int[] {1, 2, 255, 256, 257}) {
            Random random = new Random(colours);
            int[] palette = random.ints(colours, 0, 1 << 24).distinct().toArray();
            int[] pixels = new int[100 * 100];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = palette[i < palette.length ? i : random.nextInt(palette.length)];
            }
            byte[] png = Png.encode(100, 100, pixels);
            BufferedImage image = decode(png);
            for (int i = 0; i < pixels.length; i++) {
                assertThat(rgb(image, i % 100, i / 100)).isEqualTo(pixels[i]);
            }
            if (palette.length <= 256) {
                assertThat(png.length).isLessThan(pixels.length + 1200);
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
        assertThat(
                        IntStream.rangeClosed(-10_000, 10_000)
                                .map(i -> DivergingColours.of(i, 10_000))
                                .distinct())
                .as("with room for black and a grey in a palette")
                .hasSizeBetween(200, 254);
        for (double v = 0.1; v <= 1; v += 0.1) {
            assertThat(brightness(v)).isLessThan(brightness(v - 0.1));
            assertThat(brightness(-v)).isLessThan(brightness(0.1 - v));
        }
    }

    @Test
    void matrix_smallAndBrokenValues_isEnlargedOverTheInitialRange() throws IOException {
        MatrixPicture picture = new MatrixPicture(2, 3, new double[] {0.5, 0, 0, 0, 0, -0.25});
        assertThat(picture.range()).isEqualTo(0.5);
        BufferedImage image = decode(picture.png(new double[] {0.5, 0, -9, Double.NaN, 0.25, 0}));
        assertThat(image.getWidth()).isEqualTo(3 * 85);
        assertThat(image.getHeight()).isEqualTo(2 * 85);
        assertThat(rgb(image, 84, 84)).isEqualTo(DivergingColours.of(1, 1));
        assertThat(rgb(image, 85, 0)).isEqualTo(0xffffff);
        assertThat(rgb(image, 170, 0)).isEqualTo(DivergingColours.of(-1, 1));
        assertThat(rgb(image, 0, 85)).isEqualTo(DivergingColours.NOT_FINITE);
        assertThat(rgb(image, 85, 169)).isEqualTo(DivergingColours.of(0.5, 1));
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
