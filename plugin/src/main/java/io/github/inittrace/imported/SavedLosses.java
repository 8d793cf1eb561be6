// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.lifecycle.Evaluation;
import io.github.inittrace.text.SafeText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Losses and accuracies of a training in a table: a line for each epoch, the columns named as in
 * {@code epochs.jsonl}. Cells may be empty.
 *
 * @param columns the columns but for the epoch, as the record calls them
 * @param byEpoch the numbers of each epoch, by column; none where a cell is empty
 */
record SavedLosses(List<String> columns, Map<Integer, Map<String, Double>> byEpoch) {
    /** No losses are known. */
    static final SavedLosses NONE = new SavedLosses(List.of(), Map.of());

    /** More than a million epochs take. */
    private static final long MOST_BYTES = 256L << 20;

    SavedLosses {
        columns = List.copyOf(columns);
    }

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
        switch (cell.toLowerCase(Locale.ROOT)) {
            case "nan" -> {
                return Double.NaN;
            }
            case "inf", "+inf", "infinity" -> {
                return Double.POSITIVE_INFINITY;
            }
            default -> {
                try {
                    return Double.parseDouble(cell);
                } catch (NumberFormatException e) {
                    throw new MalformedLossesException(
                            "expected a number as "
                                    + column
                                    + " in line "
                                    + line
                                    + ", found '"
                                    + SafeText.of(cell)
                                    + "'");
                }
            }
        }
    }

    private static void requireShare(double number, String column, int line)
            throws MalformedLossesException {
        if (number < 0 || number > 1) {
            throw new MalformedLossesException(
                    "expected a share from 0 to 1 as "
                            + column
                            + " in line "
                            + line
                            + ", found "
                            + number
                            + "; divide percentages by 100");
        }
    }

    /** The validation sets, in the order of the columns. */
    Set<String> sets() {
        Set<String> sets = new LinkedHashSet<>();
        columns.stream()
                .filter(column -> column.startsWith(LossColumns.SET))
                .forEach(column -> sets.add(LossColumns.set(column)));
        return sets;
    }

    /** A number of an epoch; null if it is not known. */
    private @Nullable Double at(int epoch, String column) {
        return byEpoch.getOrDefault(epoch, Map.of()).get(column);
    }

    /** The mean loss over the minibatches of an epoch; null of epoch 0, or if it is not known. */
    @Nullable Double running(int epoch) {
        return epoch == 0 ? null : at(epoch, LossColumns.RUNNING);
    }

    /** The learning rate of an epoch; null if it is not known. */
    @Nullable Double learningRate(int epoch) {
        Double rate = at(epoch, LossColumns.RATE);
        return rate != null && Double.isFinite(rate) ? rate : null;
    }

    /** The loss on training examples; how many there were is not known. */
    Evaluation training(int epoch) {
        return evaluation("training", at(epoch, LossColumns.LOSS), at(epoch, LossColumns.ACCURACY));
    }

    /** The losses on the validation sets. */
    List<Evaluation> validation(int epoch) {
        return sets().stream()
                .map(
                        set ->
                                evaluation(
                                        set,
                                        at(epoch, LossColumns.SET + set + LossColumns.OF_LOSS),
                                        at(epoch, LossColumns.SET + set + LossColumns.OF_ACCURACY)))
                .toList();
    }

    /** Whether every number of an epoch that is known is finite. */
    boolean isFinite(int epoch) {
        return byEpoch.getOrDefault(epoch, Map.of()).values().stream().allMatch(Double::isFinite);
    }

    private static Evaluation evaluation(
            String set, @Nullable Double loss, @Nullable Double accuracy) {
        return new Evaluation(set, 0, loss == null ? Double.NaN : loss, accuracy);
    }
}
