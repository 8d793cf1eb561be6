// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.util.Arrays;
import java.util.List;

/** Checks of how the features of one example are arranged; no lengths are no arrangement. */
final class InputShape {
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
}
