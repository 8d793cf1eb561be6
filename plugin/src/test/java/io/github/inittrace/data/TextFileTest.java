// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text is read as what it is, whatever its bytes, or refused. */
class TextFileTest {
    private static final Charset WINDOWS = Charset.forName("windows-1251");
    private static final String TEXT = "a,y\n1,\u043a\u043e\u0442\n";

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("text");
    }

    @Test
    void text_inAnyEncoding_isRead() throws IOException {
        assertThat(read(TEXT.getBytes(StandardCharsets.UTF_8), "")).isEqualTo(TEXT);
        assertThat(read(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_8), "")).isEqualTo(TEXT);
        assertThat(read(TEXT.getBytes(StandardCharsets.UTF_16), "")).isEqualTo(TEXT);
        assertThat(read(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_16LE), "")).isEqualTo(TEXT);
        assertThat(read(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_16LE), "utf-16le"))
                .isEqualTo(TEXT);
        assertThat(read(TEXT.getBytes(StandardCharsets.UTF_16LE), "UTF-16LE")).isEqualTo(TEXT);
        assertThat(read(TEXT.getBytes(WINDOWS), "windows-1251")).isEqualTo(TEXT);
        assertThat(read(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, "")).isEmpty();
    }

    @Test
    void text_gzipped_isReadAndHashedAsItLies() throws IOException {
        byte[] zipped = IDXFiles.gzip(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_16LE));
        assertThat(read(zipped, "")).isEqualTo(TEXT);

        try (TextFile text = new TextFile(file, "CSV", "")) {
            assertThat(text.manner("")).containsExactly("gzipped", "UTF-16LE");
            assertThat(text.sha256()).isEqualTo(ProvenanceUtil.hashResource(HashType.SHA256, file));
        }
    }

    @Test
    void bytes_ofAnotherEncoding_areRefusedInTheirRow() {
        String wrong = "; convert it, or name its encoding by encoding(...)";
        refused(
                TEXT.getBytes(WINDOWS),
                "",
                "expected UTF-8 text in " + file + ", found other bytes in row 2" + wrong);
        refused(
                new byte[] {'a', '\n', 'b', (byte) 0xd0},
                "",
                "expected UTF-8 text in " + file + ", found other bytes in row 2" + wrong);
        refused(
                TEXT.getBytes(StandardCharsets.UTF_8),
                "US-ASCII",
                "expected US-ASCII text in " + file + ", found other bytes in row 2" + wrong);
        refused(
                "a\n\0".getBytes(StandardCharsets.UTF_8),
                "",
                "expected UTF-8 text in " + file + ", found a zero byte in row 2" + wrong);
    }

    @Test
    void archives_areNamed() {
        refused(
                "PK\003\004 and so on".getBytes(StandardCharsets.UTF_8),
                "",
                "expected text in "
                        + file
                        + ", found a ZIP archive, as spreadsheets are; unpack it, or save the sheet as"
                        + " CSV");
    }

    @Test
    void gzip_cutOffOrBomb_isRefused() throws IOException {
        String cut =
                "expected whole gzip data in "
                        + file
                        + ", found it damaged or cut off; get the file again";
        byte[] zipped = IDXFiles.gzip("1,2\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        refused(Arrays.copyOf(zipped, zipped.length - 9), "", cut);
        refused(Arrays.copyOf(zipped, 5), "", cut);

        byte[] lines = new byte[1 << 27];
        Arrays.fill(lines, (byte) '\n');
        refused(
                IDXFiles.gzip(lines),
                "",
                "expected gzipped text in "
                        + file
                        + ", found it to unpack to more than 500 times its size; unpack it if it is to"
                        + " be trusted");
    }

    private void refused(byte[] content, String encoding, String message) {
        assertThatThrownBy(() -> read(content, encoding))
                .isInstanceOf(DataFileException.class)
                .hasMessage(message);
    }

    private String read(byte[] content, String encoding) throws IOException {
        Files.write(file, content);
        StringBuilder all = new StringBuilder();
        try (TextFile text = new TextFile(file, "CSV", encoding)) {
            int row = 1;
            for (int c = text.reader().next("row", row); c >= 0; ) {
                all.append((char) c);
                row += c == '\n' ? 1 : 0;
                c = text.reader().next("row", row);
            }
        }
        return all.toString();
    }
}
