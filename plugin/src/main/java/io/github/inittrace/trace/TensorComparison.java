// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.trace.ReplayVerdict.TensorDifference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds how a replayed tensor differs from the recorded one. */
final class TensorComparison {
    private TensorComparison() {}

    /**
     * Compares the values of a tensor, bit for bit.
     *
     * @param recorded the tensor as recorded
     * @param replayed the values of the replay
     * @param isFloat32 whether the recorded values were rounded to float32
     * @return how they differ; null if they do not
     */
    static @Nullable TensorDifference of(
            TensorView recorded, double[] replayed, boolean isFloat32) {
        double[] expected = recorded.copy();
        int differing = 0;
        int where = -1;
        double largest = -1.0;
        for (int i = 0; i < expected.length; i++) {
            double found = isFloat32 ? (float) replayed[i] : replayed[i];
            if (Double.compare(expected[i], found) != 0) {
                differing++;
                double distance = Math.abs(found - expected[i]);
                if (Double.isFinite(largest) && !(distance <= largest)) {
                    largest = distance;
                    where = i;
                }
            }
        }
        return differing == 0
                ? null
                : new TensorDifference(
                        recorded.name(),
                        expected.length,
                        differing,
                        Double.isFinite(largest) ? largest : null,
                        place(where, recorded.shape()));
    }

    /** The index by dimension of a value in row-major order. */
    private static List<Integer> place(int index, List<Integer> shape) {
        List<Integer> place = new ArrayList<>();
        int rest = index;
        for (int d = shape.size() - 1; d >= 0; d--) {
            place.add(0, rest % shape.get(d));
            rest /= shape.get(d);
        }
        return place;
    }
}
