// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import io.github.inittrace.text.DecimalNumber;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/**
 * Reads a CSV file: one column holds the labels, all others numbers. Blanks around names, labels
 * and numbers are no part of them.
 */
final class CsvTable {
    private static final int MOST_NAMED = 20;

    private final Path file;
    private final CsvFormat format;
    private final char separator;
    private final CsvRows rows;
    private final List<Example<Label>> examples = new ArrayList<>();
    private final Map<String, Label> labels = new HashMap<>();

    /** A row that had to be read to know how many columns there are. */
    private @Nullable List<String> firstData;

    private List<String> columns = List.of();
    private int response;

    /** The columns of numbers in the order of their names, as Tribuo's examples have them. */
    private int[] byName = {};

    private String[] names = {};
    private boolean namedByNumbers;

    private CsvTable(Path file, CsvFormat format, char separator, CsvRows rows) {
        this.file = file;
        this.format = format;
        this.separator = separator;
        this.rows = rows;
    }

    /**
     * What a file holds.
     *
     * @param examples one for each row
     * @param features the columns of numbers in the file's order
     * @param separator what parts its cells
     * @param namedByNumbers whether the names of all columns, but that of the labels perhaps, are
     *     numbers
     */
    record Content(
            List<Example<Label>> examples,
            List<String> features,
            char separator,
            boolean namedByNumbers) {}

    /** Reads an open file to its end. */
    static Content read(Path file, TextFile text, char separator, String response, CsvFormat format)
            throws IOException {
        CsvTable table = new CsvTable(file, format, separator, CsvFormat.rows(text, separator));
        table.head(response);
        table.rows();
        List<String> features = new ArrayList<>(table.columns);
        features.remove(table.response);
        return new Content(table.examples, List.copyOf(features), separator, table.namedByNumbers);
    }

    private void head(String name) throws IOException {
        List<String> first = rows.next();
        if (first == null) {
            throw refused("expected rows in %s, found only empty lines; check the path", file);
        }
        if (format.firstRowHasNames()) {
            columns = first.stream().map(String::strip).toList();
            namedByNumbers = areNumbers(columns);
        } else {
            firstData = first;
            columns = format.noHeader() ? numbered(first.size()) : format.header();
        }
        response = column(name);
        if (columns.size() == 1) {
            throw refused(
                    "expected columns of numbers besides '%s' in %s, found none; check the path, or"
                            + " name what parts the cells by separator(...)",
                    name, file);
        }
        checkNames();
        byName =
                IntStream.range(0, columns.size())
                        .filter(i -> i != response)
                        .boxed()
                        .sorted(Comparator.comparing(columns::get))
                        .mapToInt(Integer::intValue)
                        .toArray();
        names = IntStream.of(byName).mapToObj(columns::get).toArray(String[]::new);
    }

    /** Names by which the columns come in the file's order wherever names are sorted. */
    private static List<String> numbered(int columns) {
        int digits = Integer.toString(columns).length();
        return IntStream.rangeClosed(1, columns)
                .mapToObj(i -> String.format(Locale.ROOT, "%0" + digits + "d", i))
                .toList();
    }

    /** Whether all cells but one at most are numbers: so looks data, and rarely a header. */
    private static boolean areNumbers(List<String> cells) {
        long numbers = cells.stream().filter(cell -> !Double.isNaN(DecimalNumber.of(cell))).count();
        return numbers > 0 && numbers >= cells.size() - 1;
    }

    private int column(String name) throws DataFileException {
        int found = columns.indexOf(name);
        if (found < 0 && format.noHeader()) {
            double number = DecimalNumber.of(name);
            if (number >= 1 && number <= columns.size() && number == Math.rint(number)) {
                return (int) number - 1;
            }
            throw refused(
                    "expected the number of a column of %s, from 1 to %d, found '%s'; name one by"
                            + " response(...)",
                    file, columns.size(), SafeText.of(name));
        }
        if (found < 0 && namedByNumbers) {
            throw looksLikeData();
        }
        if (found < 0) {
            List<String> some = columns.stream().limit(MOST_NAMED).map(SafeText::of).toList();
            throw refused(
                    "expected a column '%s' in %s, found %s%s; name one of them by response(...)%s",
                    SafeText.of(name),
                    file,
                    String.join(", ", some),
                    some.size() < columns.size() ? ", ..." : "",
                    columns.size() == 1 ? ", or what parts the cells by separator(...)" : "");
        }
        return found;
    }

    private DataFileException looksLikeData() {
        return refused(
                "expected names of columns in the first row of %s, found what looks like data, %s;"
                        + " name the columns by header(...), or say noHeader(...)",
                file,
                String.join(", ", columns.stream().limit(5).map(SafeText::of).toList())
                        + (columns.size() > 5 ? ", ..." : ""));
    }

    private void checkNames() throws DataFileException {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (column.isBlank()) {
                throw refused(
                        "expected a name for each column in %s, found none for column %d; name it, or"
                                + " remove it",
                        file, i + 1);
            }
            if (!seen.add(column)) {
                throw refused(
                        "expected a name of its own for each column in %s, found '%s' twice; rename it",
                        file, SafeText.of(column));
            }
        }
    }

    private void rows() throws IOException {
        List<String> row = firstData != null ? firstData : rows.next();
        for (; row != null; row = rows.next()) {
            if (row.size() != columns.size()) {
                throw refused(
                        "expected %d cells in row %d of %s, found %d; correct it",
                        columns.size(), rows.row(), file, row.size());
            }
            examples.add(example(row));
        }
        if (examples.isEmpty()) {
            throw refused(
                    "expected rows below the names of the columns in %s, found none; check the path",
                    file);
        }
    }

    private Example<Label> example(List<String> row) throws DataFileException {
        double[] values = new double[byName.length];
        for (int i = 0; i < values.length; i++) {
            String cell = row.get(byName[i]);
            values[i] = DecimalNumber.of(cell);
            if (Double.isNaN(values[i])) {
                throw badCell("finite number", byName[i], cell);
            }
        }
        String label = row.get(response).strip();
        if (label.isEmpty()) {
            throw badCell("label", response, label);
        }
        if (namedByNumbers && label.equals(columns.get(response))) {
            throw looksLikeData();
        }
        return new ArrayExample<>(labels.computeIfAbsent(label, Label::new), names, values);
    }

    private DataFileException badCell(String expected, int column, String cell) {
        boolean comma =
                cell.indexOf(',') >= 0 && !Double.isNaN(DecimalNumber.of(cell.replace(",", "")));
        return refused(
                "expected a %s in column '%s', row %d of %s, found '%s'%s",
                expected,
                SafeText.of(columns.get(column)),
                rows.row(),
                file,
                SafeText.of(cell),
                comma
                        ? ", with a decimal comma or one between thousands; write 1234.5 for 1.234,5"
                                + " or 1,234.5"
                        : "; correct it or leave the row out");
    }

    private static DataFileException refused(String sentence, Object... parts) {
        return new DataFileException(String.format(Locale.ROOT, sentence, parts));
    }
}
