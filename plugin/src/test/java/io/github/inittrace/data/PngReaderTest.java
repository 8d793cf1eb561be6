// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static io.github.inittrace.data.PngFiles.chunk;
import static io.github.inittrace.data.PngFiles.deflate;
import static io.github.inittrace.data.PngFiles.header;
import static io.github.inittrace.data.PngFiles.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngReaderTest {
    private static final byte[] START = PngFiles.signature();
    private static final byte[] END = chunk("IEND");

    @ParameterizedTest
    @CsvSource({
        "0,1", "0,2", "0,4", "0,8", "0,16", "2,8", "2,16", "3,1", "3,2", "3,4", "3,8", "4,8",
        "4,16", "6,8", "6,16"
    })
    void read_everyColourTypeAndDepth_agreesWithImageIO(int type, int depth) throws IOException {
        Random random = new Random(31L * type + depth);
        for (int i = 0; i < 25; i++) {
            int height = 1 + random.nextInt(20);
            int width = 1 + random.nextInt(20);
            byte[] file = PngFiles.random(height, width, depth, type, random);

            GreyImage image = PngReader.read(file, "x.png", 400);

            assertThat(image.height()).isEqualTo(height);
            assertThat(image.width()).isEqualTo(width);
            assertThat(image.pixels()).isEqualTo(greyOf(ImageIO.read(stream(file)), type, depth));
        }
    }

    /** The samples are ImageIO's; grey is computed anew, in floating point. */
    private static byte[] greyOf(BufferedImage image, int type, int depth) {
        Raster raster = image.getRaster();
        byte[] grey = new byte[image.getWidth() * image.getHeight()];
        int[] s = new int[4];
        for (int i = 0; i < grey.length; i++) {
            raster.getPixel(i % image.getWidth(), i / image.getWidth(), s);
            if (type == 3) {
                IndexColorModel colours = (IndexColorModel) image.getColorModel();
                int index = s[0];
                s = new int[] {colours.getRed(index), colours.getGreen(index), 0, 0};
                s[2] = colours.getBlue(index);
            } else {
                double most = (1 << depth) - 1;
                for (int k = 0; k < 4; k++) {
                    s[k] = (int) Math.rint(s[k] / most * 255);
                }
            }
            boolean coloured = type == 2 || type == 3 || type == 6;
            double value = coloured ? 0.299 * s[0] + 0.587 * s[1] + 0.114 * s[2] : s[0];
            if (type == 4 || type == 6) {
                double alpha = s[type == 4 ? 1 : 3] / 255.0;
                value = Math.floor(value + 0.5) * alpha + 255 * (1 - alpha);
            }
            grey[i] = (byte) (int) Math.floor(value + 0.5);
        }
        return grey;
    }

    private static ByteArrayInputStream stream(byte[] file) {
        return new ByteArrayInputStream(file);
    }

    @Test
    void read_equalChannels_keepTheirValue() throws IOException {
        byte[] pixels = new byte[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = (byte) i;
        }

        GreyImage image = PngReader.read(PngFiles.greyAsRgb(16, 16, pixels), "x.png", 256);

        assertThat(image.pixels()).isEqualTo(pixels);
    }

    @Test
    void read_transparentPixels_showWhitePaper() throws IOException {
        byte[] key =
                join(
                        START,
                        header(1, 2, 8, 0, 0),
                        chunk("tRNS", (byte) 0, (byte) 7),
                        chunk("IDAT", deflate(new byte[] {0, 7, 8})),
                        END);
        byte[] indexed =
                join(
                        START,
                        header(1, 3, 8, 3, 0),
                        chunk("PLTE", new byte[6]),
                        chunk("tRNS", (byte) 0),
                        chunk("IDAT", deflate(new byte[] {0, 0, 1, 2})),
                        END);

        assertThat(PngReader.read(key, "x", 9).pixels()).containsExactly(255, 8);
        assertThat(PngReader.read(indexed, "x", 9).pixels()).containsExactly(255, 0, 0);
    }

    @Test
    void invert_greys_mirrorsThem() {
        GreyImage image = new GreyImage(1, 3, new byte[] {0, 1, (byte) 255}, false);

        image.invert();

        assertThat(image.pixels()).containsExactly(255, 254, 0);
    }

    @Test
    void read_otherContent_saysWhatItIs() {
        refused(new byte[0], "expected a PNG file at x.png, found an empty file; get it again");
        refused(
                "GIF89a".getBytes(),
                "expected a PNG file at x.png, found other content; convert it to PNG");
        refused(
                join(START, header(4, 4, 8, 0, 1)),
                "expected a PNG file without interlacing at x.png, found one with it; save it"
                        + " anew");
    }

    @Test
    void read_headerThatClaimsTooMuch_isRefusedBeforeAnythingIsAllocated() {
        refused(
                join(START, header(-1, -1, 16, 6, 0)),
                "expected an image of 1 to 1000 pixels in x.png, found a header that says"
                        + " 4294967295 x 4294967295; get the file again");
        refused(
                join(START, header(0, 5, 8, 0, 0)),
                "expected an image of 1 to 1000 pixels in x.png, found a header that says 0 x 5;"
                        + " get the file again");
    }

    @Test
    void read_decompressionBomb_isCutAtTheHeadersSize() {
        damaged(
                join(
                        START,
                        header(2, 2, 8, 0, 0),
                        chunk("IDAT", deflate(new byte[100_000_000])),
                        END),
                "it has more pixels than its header says");
    }

    @Test
    void read_brokenChunks_areRefused() {
        byte[] good = PngFiles.grey(2, 2, 1);
        byte[] head = header(2, 2, 8, 0, 0);
        byte[] body = chunk("IDAT", deflate(new byte[6]));
        byte[] flipped = good.clone();
        flipped[45] ^= 1;
        damaged(Arrays.copyOf(good, good.length - 1), "it is cut off");
        damaged(Arrays.copyOf(good, 30), "it is cut off");
        damaged(join(START, body, END), "it does not begin with a header of 13 bytes");
        damaged(flipped, "the checksum of its chunk 'IDAT' is wrong");
        damaged(join(good, new byte[1]), "more bytes follow its end");
        damaged(
                join(START, head, body, chunk("tEXt"), body, END),
                "its pixels are not in one piece");
        damaged(
                join(START, head, chunk("ABCD"), body, END),
                "it has the unknown critical chunk 'ABCD'");
        damaged(join(START, head, chunk("a\u00e9cd"), END), "it has a chunk without a name");
        damaged(join(START, header(2, 2, 3, 0, 0)), "no PNG has colour type 0 with 3 bits");
        damaged(join(START, header(2, 2, 8, 0, 7)), "its interlacing method is unknown");
    }

    @Test
    void read_brokenPixels_areRefused() {
        byte[] head = header(2, 2, 8, 0, 0);
        damaged(
                join(START, head, chunk("IDAT", deflate(new byte[5])), END),
                "it has fewer pixels than its header says");
        damaged(
                join(START, head, chunk("IDAT", deflate(new byte[] {9, 0, 0, 0, 0, 0})), END),
                "it has a row with an unknown filter");
        damaged(
                join(START, head, chunk("IDAT", (byte) 1, (byte) 2, (byte) 3), END),
                "its pixels cannot be decompressed");
        byte[] cut = deflate(new byte[6]);
        damaged(
                join(START, head, chunk("IDAT", Arrays.copyOf(cut, cut.length - 4)), END),
                "its compressed pixels have no proper end");
        damaged(join(START, head, END), "it has fewer pixels than its header says");
    }

    @Test
    void read_brokenPalette_isRefused() {
        byte[] head = header(1, 1, 8, 3, 0);
        byte[] body = chunk("IDAT", deflate(new byte[2]));
        damaged(join(START, head, body, END), "it has no palette");
        damaged(join(START, head, chunk("PLTE", new byte[4])), "its palette has 4 bytes");
        damaged(
                join(START, head, body, chunk("PLTE", new byte[3]), END),
                "its palette is out of place");
        damaged(
                join(START, head, chunk("PLTE", new byte[3]), chunk("tRNS", new byte[2])),
                "its transparency does not fit its colours");
    }

    private static void damaged(byte[] file, String finding) {
        refused(
                file,
                "expected a whole PNG file at x.png, found a damaged one: "
                        + finding
                        + "; get it again");
    }

    private static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> PngReader.read(file, "x.png", 1000))
                .isInstanceOf(DataFileException.class)
                .hasMessage(message);
    }
}
