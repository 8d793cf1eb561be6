// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code classification.json}: how the trained classifier does on a set of examples,
 * class by class.
 *
 * @param schema the version of the run folder's format, {@link RunFolder#SCHEMA}
 * @param set the set: a validation set's name, or {@code training}
 * @param examples how many examples of it were classified
 * @param labels the classes, by the model's output id
 * @param confusion how many examples of which class were taken for which; a pair of classes that
 *     never occurred is not there
 * @param worst the misclassified examples that gave their own class the least, the least first
 */
public record ClassificationRecord(
        int schema,
        String set,
        int examples,
        List<String> labels,
        List<Confusion> confusion,
        List<Mistake> worst) {
    public ClassificationRecord {
        labels = List.copyOf(labels);
        confusion = List.copyOf(confusion);
        worst = List.copyOf(worst);
        for (Confusion cell : confusion) {
            requireLabel(cell.truth(), labels);
            requireLabel(cell.predicted(), labels);
        }
        for (Mistake mistake : worst) {
            requireLabel(mistake.truth(), labels);
            requireLabel(mistake.predicted(), labels);
        }
    }

    private static void requireLabel(int id, List<String> labels) {
        if (id < 0 || id >= labels.size()) {
            throw new IllegalArgumentException(
                    "a class must be one of " + labels.size() + " labels, found number " + id);
        }
    }

    /**
     * A cell of the confusion matrix.
     *
     * @param truth the id of the examples' class
     * @param predicted the id of the class they were taken for
     * @param count how many they are, at least one
     */
    public record Confusion(int truth, int predicted, int count) {}

    /**
     * A misclassified example.
     *
     * @param index its place in the set
     * @param truth the id of its class
     * @param predicted the id of the class it was taken for
     * @param truthScore what the model gave its class: a probability, if the model has such
     * @param predictedScore what the model gave the class it took it for
     * @param features its features by id, 0 where it has none; null where an example is no picture,
     *     or has too many
     */
    public record Mistake(
            int index,
            int truth,
            int predicted,
            double truthScore,
            double predictedScore,
            @Nullable List<Float> features) {
        public Mistake {
            features = features == null ? null : List.copyOf(features);
        }
    }
}
