// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tribuo.DataSource;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.data.csv.CSVIterator;
import org.tribuo.data.csv.CSVLoader;

/**
 * A CSV file whose first line names the columns: one holds the labels, all others numbers.
 *
 * <p>Tribuo's loader reads it. As that one drops or passes on what it cannot use, the file is read
 * once before, by the same parser, to say where it is wrong.
 */
final class CsvTable {
    private CsvTable() {}

    static DataSource<Label> load(Path file, String response) throws IOException {
        checkFile(file, "CSV");
        try {
            check(file, response);
            return new CSVLoader<>(new LabelFactory()).loadDataSource(file, response);
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw DiskSentence.cannotRead(file, e);
        }
    }

    /** Refuses what is no file or an empty one. */
    static void checkFile(Path file, String kind) throws IOException {
        String found = null;
        if (!Files.exists(file)) {
            found = "nothing; check the path";
        } else if (!Files.isRegularFile(file)) {
            found = "a folder; name the file in it";
        } else if (Files.size(file) == 0) {
            found = "an empty file; check the path";
        }
        if (found != null) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT, "expected a %s file at %s, found %s", kind, file, found));
        }
    }

    private static void check(Path file, String response) throws IOException {
        try (Reader text =
                        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
                CSVIterator rows = new CSVIterator(text)) {
            List<String> columns = rows.getFields();
            checkHead(file, columns, response);
            int row = 1;
            while (hasNext(rows, file, row, columns)) {
                row++;
                checkRow(file, row, rows.next().getRowData(), response);
            }
            if (row == 1) {
                throw new DataFileException(
                        String.format(
                                        Locale.ROOT,
                                        "expected rows below the names of the columns in %s, found none; check the",
                                        file)
                                + " path");
            }
        } catch (IllegalArgumentException e) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a CSV file at %s, found something else; check the path",
                            file),
                    e);
        }
    }

    private static void checkHead(Path file, List<String> columns, String response)
            throws DataFileException {
        if (!columns.contains(response)) {
            List<String> some = columns.subList(0, Math.min(columns.size(), 20));
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a column '%s' in %s, found %s%s; name one of them by response(...)",
                            response,
                            file,
                            String.join(", ", some),
                            some.size() < columns.size() ? ", ..." : ""));
        }
        if (columns.size() == 1) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected columns of numbers besides '%s' in %s, found none; check the path",
                            response,
                            file));
        }
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (column.isBlank() || !seen.add(column)) {
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "expected a name of its own for each column in %s, found '%s'%s; rename"
                                        + " it",
                                file,
                                column,
                                column.isBlank() ? "" : " twice"));
            }
        }
    }

    private static boolean hasNext(CSVIterator rows, Path file, int row, List<String> columns)
            throws DataFileException {
        try {
            return rows.hasNext();
        } catch (IllegalArgumentException e) {
            throw new DataFileException(
                    e.getCause() == null
                            ? String.format(
                                    Locale.ROOT,
                                    "expected %d cells in row %d of %s, found another number; correct it",
                                    columns.size(),
                                    row + 1,
                                    file)
                            : String.format(
                                            Locale.ROOT,
                                            "expected whole CSV rows in %s, found none after row %d; is a quote",
                                            file,
                                            row)
                                    + " left open?",
                    e);
        }
    }

    private static void checkRow(Path file, int row, Map<String, String> cells, String response)
            throws DataFileException {
        for (Map.Entry<String, String> cell : cells.entrySet()) {
            boolean isLabel = cell.getKey().equals(response);
            boolean good = isLabel ? !cell.getValue().isBlank() : isFinite(cell.getValue());
            if (!good) {
                throw new DataFileException(
                        String.format(
                                        Locale.ROOT,
                                        "expected a %s in column '%s', row %d of %s, found '%s'; correct it or",
                                        isLabel ? "label" : "finite number",
                                        cell.getKey(),
                                        row,
                                        file,
                                        abbreviated(cell.getValue()))
                                + " leave the row out");
            }
        }
    }

    /** Whether a cell holds a number that can be trained on. */
    static boolean isFinite(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
