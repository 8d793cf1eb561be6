// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static io.github.inittrace.data.IDXFiles.gzip;
import static io.github.inittrace.data.IDXFiles.header;
import static io.github.inittrace.data.IDXFiles.images;
import static io.github.inittrace.data.IDXFiles.join;
import static io.github.inittrace.data.IDXFiles.labels;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be: each gets its own sentence. */
class HostileIDXTest {
    @TempDir Path folder;
    private Path imagesFile;
    private Path labelsFile;

    @BeforeEach
    void writeGoodFiles() throws IOException {
        imagesFile = IDXFiles.write(folder, "images", images(2, 2, 2));
        labelsFile = IDXFiles.write(folder, "labels", labels(3, 4));
    }

    @Test
    void images_missing_areRefused() throws IOException {
        Files.delete(imagesFile);

        refused("expected an IDX file of images at %s, found no file there; check the path");
    }

    @Test
    void images_thatAreAFolder_areRefused() throws IOException {
        Files.delete(imagesFile);
        Files.createDirectory(imagesFile);

        refused("expected an IDX file of images at %s, found a folder; name the file in it");
    }

    @Test
    void images_empty_areRefused() throws IOException {
        Files.write(imagesFile, new byte[0]);

        refused("expected an IDX file of images at %s, found an empty file; get it again");
    }

    @Test
    void images_cutInTheHeader_areRefused() throws IOException {
        Files.write(imagesFile, Arrays.copyOf(images(2, 2, 2), 10));

        refused(
                "expected an IDX header of 16 bytes in %s, found only 10; the "
                        + "file is cut off: get it again");
    }

    @Test
    void images_cutInTheMagicNumber_areRefused() throws IOException {
        Files.write(imagesFile, new byte[] {0});

        refused(
                "expected an IDX header of 16 bytes in %s, found only 1; the "
                        + "file is cut off: get it again");
    }

    @Test
    void images_cutInTheBody_areRefused() throws IOException {
        Files.write(imagesFile, Arrays.copyOf(images(2, 2, 2), 23));

        refused(
                "expected 2 images of 2 x 2 pixels in %s, found only 1; the "
                        + "file is cut off: get it again");
    }

    @Test
    void images_withMoreBytes_areRefused() throws IOException {
        Files.write(imagesFile, join(images(2, 2, 2), (byte) 0));

        refused(
                "expected 2 images of 2 x 2 pixels in %s and nothing after "
                        + "them, found more bytes; the header and the content disagree: "
                        + "get the file again");
    }

    @Test
    void images_thatAreText_areRefused() throws IOException {
        Files.write(imagesFile, "<!DOCTYPE html>".getBytes(StandardCharsets.US_ASCII));

        refused(
                "expected the number 0x00000803 (IDX, images) at the start of "
                        + "%s, found 0x3c21444f; this is no IDX file of images: check "
                        + "the path");
    }

    @Test
    void images_thatAreLabels_areRefused() throws IOException {
        Files.write(imagesFile, labels(1, 2));

        refused(
                "expected the number 0x00000803 (IDX, images) at the start of "
                        + "%s, found 0x00000801; are the two paths swapped?");
    }

    @Test
    void images_ofFloats_areRefused() throws IOException {
        Files.write(imagesFile, header(0x0d03, 1, 1, 1, 0));

        refused(
                "expected the number 0x00000803 (IDX, images) at the start of "
                        + "%s, found 0x00000d03; its elements are not unsigned bytes: "
                        + "convert them");
    }

    @Test
    void images_noneAtAll_areRefused() throws IOException {
        Files.write(imagesFile, header(0x803, 0, 2, 2));

        refused(
                "expected 1 to 2147483647 images in %s, found a header that "
                        + "says 0; get the file again");
    }

    @Test
    void images_moreThanAnyFileHolds_areRefused() throws IOException {
        Files.write(imagesFile, header(0x803, -1, 2, 2));

        refused(
                "expected 1 to 2147483647 images in %s, found a header that "
                        + "says 4294967295; get the file again");
    }

    @Test
    void images_ofNoSize_areRefused() throws IOException {
        Files.write(imagesFile, header(0x803, 2, 0, 2));

        refused(
                "expected images of 1 to 1048576 pixels in %s, found a header "
                        + "that says 0 x 2; get the file again");
    }

    @Test
    void images_ofAbsurdSize_areRefused() throws IOException {
        Files.write(imagesFile, header(0x803, 2, 0x10000, 0x10000));

        refused(
                "expected images of 1 to 1048576 pixels in %s, found a header "
                        + "that says 65536 x 65536; get the file again");
    }

    @Test
    void counts_thatLieTogether_costNoMemory() throws IOException {
        Files.write(imagesFile, header(0x803, Integer.MAX_VALUE, 1024, 1024));
        Files.write(labelsFile, header(0x801, Integer.MAX_VALUE));

        assertThatThrownBy(() -> new IDXImageDataSource(imagesFile, labelsFile))
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected 2147483647 labels in %s, found only 0; the "
                                + "file is cut off: get it again",
                        labelsFile);
    }

    @Test
    void counts_thatDiffer_areRefused() throws IOException {
        Files.write(labelsFile, labels(1, 2, 3));

        assertThatThrownBy(() -> new IDXImageDataSource(imagesFile, labelsFile))
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected as many labels as images, found 2 images in "
                                + "%s and 3 labels in %s; give two files that belong "
                                + "together",
                        imagesFile, labelsFile);
    }

    @Test
    void gzip_cutOff_isRefused() throws IOException {
        byte[] whole = gzip(images(2, 2, 2));
        for (int length : new int[] {2, 5, 15, whole.length - 1}) {
            Files.write(imagesFile, Arrays.copyOf(whole, length));

            refused(
                    "expected whole gzip data in %s, found it damaged or cut "
                            + "off; get the file again");
        }
    }

    @Test
    void gzip_corrupt_isRefused() throws IOException {
        byte[] corrupt = gzip(images(2, 2, 2));
        corrupt[corrupt.length - 6] ^= 1; // the checksum
        Files.write(imagesFile, corrupt);

        refused("expected whole gzip data in %s, found it damaged or cut off; get the file again");
    }

    @Test
    void gzip_anyByteChanged_neverFailsOtherwise() throws IOException {
        byte[] good = gzip(images(2, 2, 2));
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 0x55;
            Files.write(imagesFile, changed);
            try {
                new IDXImageDataSource(imagesFile, labelsFile);
            } catch (DataFileException expected) {
                // Some bytes of a gzip header do not matter; the others must end here.
            }
        }
    }

    private void refused(String sentence) {
        assertThatThrownBy(() -> new IDXImageDataSource(imagesFile, labelsFile))
                .isInstanceOf(DataFileException.class)
                .hasMessage(sentence, imagesFile);
    }
}
