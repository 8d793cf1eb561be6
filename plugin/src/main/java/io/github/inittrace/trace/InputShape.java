// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.study.NaturalOrder;
import io.github.inittrace.text.SafeText;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableFeatureMap;

/** Checks of how the features of one example are arranged; no lengths are no arrangement. */
final class InputShape {
    private static final Logger logger = Logger.getLogger(InputShape.class.getName());

    private InputShape() {}

    /**
     * The lengths of the dimensions, outermost first.
     *
     * @throws IllegalArgumentException if there is none or one is not positive
     */
    static List<Integer> of(int... lengths) {
        List<Integer> shape = Arrays.stream(lengths).boxed().toList();
        if (shape.isEmpty()) {
            throw refused(shape);
        }
        check(shape);
        return shape;
    }

    static void check(List<Integer> lengths) {
        if (lengths.stream().anyMatch(length -> length < 1)) {
            throw refused(lengths);
        }
    }

    private static IllegalArgumentException refused(List<Integer> lengths) {
        return new IllegalArgumentException(
                "an input shape is made of positive lengths, found " + lengths);
    }

    /** Fewer features than places are fine: Tribuo drops those that are never set. */
    static void checkFeatures(List<Integer> lengths, int features) {
        long places = lengths.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        if (!lengths.isEmpty() && features > places) {
            throw new IllegalArgumentException(
                    "the input shape "
                            + lengths
                            + " has "
                            + places
                            + " places, found "
                            + features
                            + " features in the training data");
        }
    }

    /**
     * The lengths, if they are those of a network's inputs, which are its features in the order of
     * their ids. Tribuo's ids follow the alphabet: by these, names with numbers that are not padded
     * with zeros are out of order, and so would be a picture.
     *
     * @param features those of the model
     * @return null if there are no lengths, or the numbers are out of order, which is logged
     */
    static @Nullable List<Integer> ofInputs(List<Integer> lengths, ImmutableFeatureMap features) {
        if (lengths.isEmpty()) {
            return null;
        }
        String disorder = null;
        for (int id = 1; id < features.size(); id++) {
            String before = features.get(id - 1).getName();
            String name = features.get(id).getName();
            if (before.compareTo(name) > 0) {
                return lengths; // an order that somebody gave
            }
            if (disorder == null && NaturalOrder.OF_NAMES.compare(before, name) > 0) {
                disorder = SafeText.of(before) + " before " + SafeText.of(name);
            }
        }
        if (disorder == null) {
            return lengths;
        }
        logger.warning(
                "the input shape "
                        + lengths
                        + " is left out of the record, for pictures would be scrambled: the features"
                        + " are in alphabetical order, "
                        + disorder
                        + "; give the trainer an order of inputs, or pad the numbers with zeros");
        return null;
    }
}
