// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import io.github.inittrace.text.SafeText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.tribuo.DataSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.TrainTestSplitter;

/**
 * Parts one source of examples into those to train on and those held out, at random by a seed.
 *
 * @param train what to train on
 * @param test what is held out
 */
record TestSplit(MutableDataset<Label> train, MutableDataset<Label> test) {

    /** Refuses a share that leaves nothing on one side, before anything is read. */
    static void check(double testFraction) {
        if (!(testFraction > 0 && testFraction < 1)) {
            throw new IllegalArgumentException(
                    "the test fraction must lie between 0 and 1, found " + testFraction);
        }
    }

    static TestSplit of(DataSource<Label> source, double testFraction, long seed, Object where)
            throws DataFileException {
        TrainTestSplitter<Label> splitter =
                new TrainTestSplitter<>(source, trainShare(testFraction), seed);
        TestSplit split =
                new TestSplit(
                        ImageDataset.of(splitter.getTrain()), ImageDataset.of(splitter.getTest()));
        if (split.train.size() == 0 || split.test.size() == 0) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected examples to train on and to test with from %s, found %d and %d of"
                                    + " %d; choose another testFraction(...) or give more",
                            where,
                            split.train.size(),
                            split.test.size(),
                            splitter.totalSize()));
        }
        checkLabels(split.train, split.test, where);
        return split;
    }

    /** The rest, as people reckon: 1 - 0.9 in binary is less than 0.1, and Tribuo rounds down. */
    private static double trainShare(double testFraction) {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(testFraction)).doubleValue();
    }

    /** A label that was never trained cannot be scored. */
    static void checkLabels(MutableDataset<Label> train, MutableDataset<Label> test, Object where)
            throws DataFileException {
        Set<String> unknown = new TreeSet<>();
        test.getOutputInfo().getDomain().forEach(label -> unknown.add(label.getLabel()));
        train.getOutputInfo().getDomain().forEach(label -> unknown.remove(label.getLabel()));
        if (!unknown.isEmpty()) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected every label of %s among the training examples, found '%s' only among"
                                    + " the test examples; give more examples of it or leave it"
                                    + " out",
                            where,
                            SafeText.of(unknown.iterator().next())));
        }
    }
}
