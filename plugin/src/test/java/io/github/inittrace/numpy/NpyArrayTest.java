// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class NpyArrayTest {
    @TempDir private Path folder;

    /** A file as NumPy writes it. */
    public static byte[] npy(int version, String type, String shape, double... values) {
        String header =
                "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        byte[] text = (header + " ".repeat(20) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(12 + text.length + values.length * 8)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            bytes.putShort((short) text.length);
        } else {
            bytes.putInt(text.length);
        }
        bytes.put(text);
        bytes.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (type.endsWith("8")) {
                bytes.putDouble(value);
            } else {
                bytes.putFloat((float) value);
            }
        }
        byte[] file = new byte[bytes.position()];
        bytes.flip().get(file);
        return file;
    }

    private NpyArray read(byte[] content) throws IOException {
        return NpyArray.read(Files.write(folder.resolve("a.npy"), content));
    }

    @Test
    void read_ofTypesAndVersions_givesTheValues() throws IOException {
        for (String type : new String[] {"<f4", "<f8", ">f8"}) {
            for (int version = 1; version <= 3; version++) {
                NpyArray array = read(npy(version, type, "(2, 3)", 1, 2, 3, 4, 5, 6.5));
                assertThat(array.shape()).containsExactly(2, 3);
                assertThat(array.values()).containsExactly(1, 2, 3, 4, 5, 6.5);
            }
        }
        assertThat(read(npy(1, "<f8", "()", 3)).values()).containsExactly(3);
        assertThat(read(npy(1, "<f8", "(2,)", 3, 4)).shape()).containsExactly(2);
    }

    @Test
    void read_ofAnythingElse_saysWhatIsWrong() throws IOException {
        refused(new byte[] {1, 2, 3}, "it is no NumPy array");
        refused(
                "text".getBytes(StandardCharsets.UTF_8),
                "it is text; save the array by numpy.save");
        refused(
                "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8),
                "it is a pointer of Git LFS, not the file; get it with git lfs pull");
        refused(
                npy(1, "<f8", "(" + "1, ".repeat(65) + ")", 3),
                "expected at most 64 dimensions, found more");
        refused(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1}, "ends within its header");
        byte[] good = npy(1, "<f8", "(2,)", 3, 4);
        refused(Arrays.copyOf(good, 40), "it ends within its header");
        refused(Arrays.copyOf(good, good.length - 1), "expected [2] values of 8 bytes");
        refused(npy(1, "<i8", "(1,)", 3), "expected float32 or float64 in C order, found {'descr'");
        refused(npy(1, "<f8", "(99999999999, 99999999999)", 3), "expected [");
    }

    @Test
    void read_ofAFileOfTwoGiB_isRefusedWhateverTheMemory() throws IOException {
        Path file = folder.resolve("large.npy");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 31);
        }
        assertThatThrownBy(() -> NpyArray.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot read "
                                + file
                                + ": it has 2 GiB or more; save it as several arrays");
    }

    @Test
    void header_ofManyBytes_isKeptShort() throws IOException {
        byte[] file = npy(2, "<f4", "(1,), 'x': '" + "a".repeat(60_000) + "'", 3);
        NpyHeader header = NpyHeader.read(new ByteArrayInputStream(file));
        assertThat(header.shape()).containsExactly(1);
        assertThat(header.length()).isGreaterThan(60_000);
        assertThat(header.text()).startsWith("{'descr': '<f4'").hasSizeLessThan(200);
        byte[] typed = npy(2, "<U" + "1".repeat(60_000), "(1,)", 3);
        assertThat(NpyHeader.read(new ByteArrayInputStream(typed)).type()).isEmpty();
    }

    private void refused(byte[] content, String part) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.npy cannot be used: ")
                .hasMessageContaining(part);
    }
}
