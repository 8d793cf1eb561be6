// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV and libsvm files that are not what they should be: each gets its own sentence. */
class TableFilesTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("table");
    }

    @Test
    void file_thatIsNone_isRefused() throws IOException {
        csv(null, "expected a CSV file at %s, found nothing; check the path");
        csv("", "expected a CSV file at %s, found an empty file; check the path");
        libsvm("", "expected a libsvm file at %s, found an empty file; check the path");
        Files.delete(file);
        Files.createDirectory(file);
        csv(null, "expected a CSV file at %s, found a folder; name the file in it");
    }

    @Test
    void csv_unknownColumn_listsTheColumns() throws IOException {
        csv(
                "a,b\n1,2\n",
                "expected a column 'y' in %s, found a, b; name one of them by response(...)");
    }

    @Test
    void csv_columnsThatCannotBe_areRefused() throws IOException {
        csv("y\n1\n", "expected columns of numbers besides 'y' in %s, found none; check the path");
        csv(
                "y,a,a\nx,1,2\n",
                "expected a name of its own for each column in %s, found 'a' twice; rename it");
        csv(
                "y,,a\nx,1,2\n",
                "expected a name of its own for each column in %s, found ''; rename it");
    }

    @Test
    void csv_rowsThatCannotBe_areRefused() throws IOException {
        csv(
                "a,y\n",
                "expected rows below the names of the columns in %s, found none; check the path");
        csv(
                "a,y\n1,x\n1,2,3\n",
                "expected 2 cells in row 3 of %s, found another number; correct it");
        csv(
                "a,y\n1,x\n\"1,x\n",
                "expected whole CSV rows in %s, found none after row 2; is a quote left open?");
    }

    @Test
    void csv_cellsThatCannotBe_areRefused() throws IOException {
        cell("one,x", "finite number in column 'a', row 2 of %s, found 'one'");
        cell(",x", "finite number in column 'a', row 2 of %s, found ''");
        cell("NaN,x", "finite number in column 'a', row 2 of %s, found 'NaN'");
        cell("1e999,x", "finite number in column 'a', row 2 of %s, found '1e999'");
        cell("1, ", "label in column 'y', row 2 of %s, found ' '");
    }

    private void cell(String row, String middle) throws IOException {
        csv("a,y\n" + row + "\n", "expected a " + middle + "; correct it or leave the row out");
    }

    @Test
    void csv_tooFewRowsToSplit_areRefused() throws IOException {
        csv(
                "a,y\n1,x\n",
                "expected examples to train on and to test with from %s, found 0 and 1 of 1; choose"
                        + " another testFraction(...) or give more");
    }

    @Test
    void csv_labelThatIsOnlyHeldOut_isRefused() throws IOException {
        csv(
                "a,y\n1,p\n1,q\n1,r\n",
                "expected every label of %s among the training examples, found 'p' only among the"
                        + " test examples; give more examples of it or leave it out");
    }

    @Test
    void libsvm_linesThatCannotBe_areRefused() throws IOException {
        line("", "no label at its start");
        line(" 1:2", "no label at its start");
        line("1", "no feature");
        line("1 x", "'x'");
        line("1 2:", "'2:'");
        line("1 -2:1", "'-2:1'");
        line("1 2:inf", "'2:inf'");
        line("1 2:NaN", "'2:NaN'");
        line("1 2:1 2:1", "feature 2 twice");
        line("1 2000000000:1", "feature 2000000000 where 1048576 is the highest");
    }

    @Test
    void libsvm_noText_isRefused() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> DatasetLoader.of("libsvm").path(file).load())
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "expected a libsvm file at %s, found no UTF-8 text; check the path", file);
    }

    private void line(String line, String finding) throws IOException {
        libsvm(
                "1 1:1\n" + line + "\n",
                "expected a label and features as number:value in line 2 of %s, found "
                        + finding
                        + "; correct it or leave the line out");
    }

    private void csv(String content, String message) throws IOException {
        refused(DatasetLoader.of("csv").response("y"), content, message);
    }

    private void libsvm(String content, String message) throws IOException {
        refused(DatasetLoader.of("libsvm"), content, message);
    }

    private void refused(DatasetLoader loader, String content, String message) throws IOException {
        if (content != null) {
            Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> loader.path(file).load())
                .isInstanceOf(DataFileException.class)
                .hasMessage(message, file);
    }
}
