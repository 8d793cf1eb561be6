// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) {
            file = device;
            csv(
                    null,
                    "expected a CSV file at %s, found a pipe or a device, which cannot be read twice;"
                            + " save it as a file");
        }
    }

    @Test
    void csv_unknownColumn_listsTheColumns() throws IOException {
        csv(
                "a,b\n1,2\n",
                "expected a column 'y' in %s, found a, b; name one of them by response(...)");
        csv(
                "a|y\n1|2\n",
                "expected a column 'y' in %s, found a|y; name one of them by response(...), or what"
                        + " parts the cells by separator(...)");
        csv(
                "a\u001b[31m,\"b\nc\"\n1,2\n",
                "expected a column 'y' in %s, found a?[31m, b?c; name one of them by response(...)");
    }

    @Test
    void csv_columnsThatCannotBe_areRefused() throws IOException {
        csv(
                "y\n1\n",
                "expected columns of numbers besides 'y' in %s, found none; check the path, or name"
                        + " what parts the cells by separator(...)");
        csv(
                "y,a,a\nx,1,2\n",
                "expected a name of its own for each column in %s, found 'a' twice; rename it");
        csv(
                "a,y,\n1,x,\n",
                "expected a name for each column in %s, found none for column 3; name it, or remove"
                        + " it");
    }

    @Test
    void csv_firstRowOfData_isRefused() throws IOException {
        String data =
                "expected names of columns in the first row of %s, found what looks like data,"
                        + " 5.1, 3.5, iris; name the columns by header(...), or say noHeader(...)";
        csv("5.1,3.5,iris\n4.9,3.0,iris\n", data);
        refused(DatasetLoader.of("csv").response("iris"), "5.1,3.5,iris\n4.9,3.0,iris\n", data);
    }

    @Test
    void csv_columnThatIsNoNumber_isRefusedWhereNoneHasAName() throws IOException {
        DatasetLoader loader = DatasetLoader.of("csv").noHeader(true);
        for (String column : List.of("species", "0", "4", "1.5")) {
            refused(
                    loader.response(column),
                    "5.1,3.5,iris\n",
                    "expected the number of a column of %s, from 1 to 3, found '"
                            + column
                            + "'; name one by response(...)");
        }
    }

    @Test
    void csv_rowsThatCannotBe_areRefused() throws IOException {
        csv("\n\n", "expected rows in %s, found only empty lines; check the path");
        csv(
                "a,y\n",
                "expected rows below the names of the columns in %s, found none; check the path");
        csv("a,y\n1,x\n1,2,3\n", "expected 2 cells in row 3 of %s, found 3; correct it");
        csv(
                "a,y\n1,x\n\"1,x\n",
                "expected a closing quote \" in row 3 of %s, found the end; correct it");
    }

    @Test
    void csv_cellsThatCannotBe_areRefused() throws IOException {
        cell("one,x", "finite number in column 'a', row 2 of %s, found 'one'");
        cell(",x", "finite number in column 'a', row 2 of %s, found ''");
        cell("NaN,x", "finite number in column 'a', row 2 of %s, found 'NaN'");
        cell("-Infinity,x", "finite number in column 'a', row 2 of %s, found '-Infinity'");
        cell("1e999,x", "finite number in column 'a', row 2 of %s, found '1e999'");
        cell("3d,x", "finite number in column 'a', row 2 of %s, found '3d'");
        cell("0x1p3,x", "finite number in column 'a', row 2 of %s, found '0x1p3'");
        cell("\"1\n\u202e\",x", "finite number in column 'a', row 2 of %s, found '1??'");
        cell("1, ", "label in column 'y', row 2 of %s, found ''");
    }

    @Test
    void csv_commasInNumbers_areRefused() throws IOException {
        csv(
                "a;y\n1,5;x\n",
                "expected a finite number in column 'a', row 2 of %s, found '1,5', with a decimal"
                        + " comma or one between thousands; write 1234.5 for 1.234,5 or 1,234.5");
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
        line("1:2", "no label before '1:2'; correct it");
        line("1 x", "'x'; correct it");
        line("1 2:", "'2:'; correct it");
        line("1 -2:1", "'-2:1'; correct it");
        line("1 -0:1", "'-0:1'; correct it");
        line("1 +2:1", "'+2:1'; correct it");
        line("1 \u0662:1", "'\u0662:1'; correct it");
        line("1 2:inf", "'2:inf'; correct it");
        line("1 2:NaN", "'2:NaN'; correct it");
        line("1 2:1 1:1 2:1", "feature 2 twice; correct it");
        line("1 2000000000:1", "feature 2000000000 where 1048576 is the highest; correct it");
        line(
                "1 qid:3 1:2",
                "'qid:3', a query to rank for; remove it, for a classifier ranks nothing");
    }

    @Test
    void libsvm_labelsThatAreNoNumbers_areRefused() throws IOException {
        String expected = "expected a number as the label in line 1 of %s, found ";
        libsvm("spam 1:2\n", expected + "'spam'; number the labels");
        libsvm("nan 1:2\n", expected + "'nan'; number the labels");
        libsvm(
                "0,1 1:2\n",
                expected
                        + "'0,1'; leave each example one label, for the trainer tells one of many");
    }

    @Test
    void libsvm_withoutFeatures_isRefused() throws IOException {
        libsvm(
                "1\n-1\n\n# 1:2\n",
                "expected features as number:value in %s, found none; check the path");
    }

    private void line(String line, String finding) throws IOException {
        libsvm(
                "1 1:1\n" + line + "\n",
                "expected a label and features as number:value in line 2 of %s, found " + finding);
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
