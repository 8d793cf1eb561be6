// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the columns of a table of losses are called in the record, and by those who write tables. */
final class LossColumns {
    static final String EPOCH = "epoch";
    static final String RUNNING = "runningLoss";
    static final String RATE = "learningRate";
    static final String LOSS = "epochEndLoss";
    static final String ACCURACY = "epochEndAccuracy";
    static final String SET = "validation.";
    static final String OF_LOSS = ".loss";
    static final String OF_ACCURACY = ".accuracy";

    private LossColumns() {}

    /**
     * The columns of a table, as the record calls them.
     *
     * @param head the first line
     * @throws MalformedLossesException if one is unknown or there twice, or there is no epoch
     */
    static List<String> of(List<String> head) throws MalformedLossesException {
        List<String> columns = new ArrayList<>();
        for (String cell : head) {
            String column = column(cell);
            if (column == null || columns.contains(column)) {
                throw new MalformedLossesException(
                        "expected different columns named epoch, train.loss, train.accuracy,"
                                + " runningLoss, learningRate, or such as test.loss and"
                                + " test.accuracy in its first line, found '"
                                + SafeText.of(cell)
                                + "'");
            }
            columns.add(column);
        }
        if (!columns.contains(EPOCH)) {
            throw new MalformedLossesException("expected a column named epoch, found none");
        }
        return columns;
    }

    private static @Nullable String column(String name) {
        switch (name) {
            case EPOCH, RUNNING, RATE, LOSS, ACCURACY -> {
                return name;
            }
            case "train.loss" -> {
                return LOSS;
            }
            case "train.accuracy" -> {
                return ACCURACY;
            }
            default -> {
                String column = name.startsWith(SET) ? name : SET + name;
                boolean isKnown = column.endsWith(OF_LOSS) || column.endsWith(OF_ACCURACY);
                return isKnown && !set(column).isBlank() ? column : null;
            }
        }
    }

    /** Whether a column has shares from 0 to 1. */
    static boolean isAccuracy(String column) {
        return column.equals(ACCURACY) || column.endsWith(OF_ACCURACY);
    }

    /** The validation set of a column such as {@code validation.test.loss}; empty if there is none. */
    static String set(String column) {
        int end = column.lastIndexOf('.');
        return end < SET.length() ? "" : column.substring(SET.length(), end);
    }
}
