// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.text.DecimalNumber;
import io.github.inittrace.text.SafeText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a table of losses. */
final class LossTable {
    /** More than a million epochs take. */
    private static final long MOST_BYTES = 256L << 20;

    /** As Python, C, R and Java write what is no finite number. */
    private static final Pattern NOT_FINITE =
            Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

    private LossTable() {}

    /**
     * Reads a table.
     *
     * @param file text in UTF-8 with commas
     * @throws IOException if it cannot be read or is none of these; one sentence that names file and
     *     line
     */
    static SavedLosses read(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MiB");
            }
            return parse(file, lines);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " cannot be used: it is no text in UTF-8", e);
        } catch (MalformedLossesException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
    }

    private static SavedLosses parse(Path file, BufferedReader lines) throws IOException {
        String first = lines.readLine();
        List<String> columns =
                LossColumns.of(cells(first == null ? "" : first.replaceFirst("^\ufeff", "")));
        Map<Integer, Map<String, Double>> byEpoch = new HashMap<>();
        int line = 1;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            line++;
            if (text.isBlank()) {
                continue;
            }
            List<String> cells = cells(text);
            if (cells.size() != columns.size()) {
                throw new MalformedLossesException(
                        "expected "
                                + columns.size()
                                + " cells in line "
                                + line
                                + " as in the first, found "
                                + cells.size());
            }
            Map<String, Double> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                if (!cells.get(i).isEmpty()) {
                    String column = columns.get(i);
                    double number = number(cells.get(i), column, line);
                    if (LossColumns.isAccuracy(column)) {
                        requireShare(number, column, line);
                    }
                    row.put(column, number);
                }
            }
            Double epoch = row.remove(LossColumns.EPOCH);
            if (epoch == null || epoch < 0 || epoch != Math.rint(epoch) || epoch > 1e9) {
                throw new MalformedLossesException(
                        "expected a whole number from 0 on as the epoch in line " + line);
            }
            if (byEpoch.put(epoch.intValue(), row) != null) {
                throw new MalformedLossesException(
                        "expected every epoch once, found another "
                                + epoch.intValue()
                                + " in line "
                                + line);
            }
        }
        return new SavedLosses(
                columns.stream().filter(column -> !column.equals(LossColumns.EPOCH)).toList(),
                byEpoch);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(",", -1)) {
            String text = cell.strip();
            boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
            cells.add(isQuoted ? text.substring(1, text.length() - 1) : text);
        }
        return cells;
    }

    private static double number(String cell, String column, int line)
            throws MalformedLossesException {
        if (NOT_FINITE.matcher(cell).matches()) {
            return Double.NaN;
        }
        double number = DecimalNumber.of(cell);
        if (Double.isNaN(number)) {
            throw new MalformedLossesException(
                    "expected a finite number, nan or inf as "
                            + column
                            + " in line "
                            + line
                            + ", found '"
                            + SafeText.of(cell)
                            + "'");
        }
        return number;
    }

    private static void requireShare(double number, String column, int line)
            throws MalformedLossesException {
        if (!(number >= 0 && number <= 1)) {
            throw new MalformedLossesException(
                    "expected a share from 0 to 1 as "
                            + column
                            + " in line "
                            + line
                            + ", found "
                            + (Double.isNaN(number)
                                    ? "nan; leave the cell empty where it is not known"
                                    : number + "; divide percentages by 100"));
        }
    }
}
