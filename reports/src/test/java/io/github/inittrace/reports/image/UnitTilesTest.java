// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.image.DivergingColours;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class UnitTilesTest {
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
        assertThat(rgb(image, 12, 6)).isEqualTo(UnitTiles.BETWEEN);
    }

    @Test
    void range_ignoresFewLargeWeights() {
        float[] values = new float[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 20 ? 50 : i % 100 / 100f;
        }
        UnitTiles tiles = UnitTiles.layout(100, 100, 1);
        assertThat(ColourRange.of(tiles.shown(new WeightMatrix("w", 10_000, 1, values)).toArray()))
                .isEqualTo(0.99f);
        assertThat(ColourRange.of(new double[10_000])).isZero();
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

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xffffff;
    }

    private static BufferedImage decode(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
