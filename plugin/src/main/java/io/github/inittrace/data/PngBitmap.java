// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A PNG file in two colours, as text. Stateless. */
public final class PngBitmap {
    private static final int HALF = 128;

    private PngBitmap() {}

    /**
     * Reads a picture.
     *
     * @param file a PNG file; colours become grey, what is transparent white
     * @return a text for each row of pixels: {@code #} where it is darker than half, else a dot
     * @throws DataFileException if it is no PNG file that can be read; its message says what to do
     * @throws IOException if reading fails
     */
    public static List<String> rows(Path file) throws IOException {
        GreyImage image = PngFolderDataSource.read(file);
        List<String> rows = new ArrayList<>();
        for (int y = 0; y < image.height(); y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < image.width(); x++) {
                int grey = Byte.toUnsignedInt(image.pixels()[y * image.width() + x]);
                row.append(grey < HALF ? '#' : '.');
            }
            rows.add(row.toString());
        }
        return rows;
    }
}
