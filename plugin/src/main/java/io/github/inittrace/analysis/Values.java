// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.analysis;

import io.github.inittrace.lifecycle.TensorView;
import java.util.List;

/** A tensor made from others. */
record Values(String name, List<Integer> shape, double[] values) implements TensorView {

    /** (1 − alpha) a + alpha b, which at 0 and 1 is exactly one of them. */
    static Values between(TensorView a, TensorView b, double alpha) {
        double[] from = a.copy();
        double[] to = b.copy();
        for (int i = 0; i < from.length; i++) {
            from[i] = (1 - alpha) * from[i] + alpha * to[i];
        }
        return new Values(a.name(), a.shape(), from);
    }

    @Override
    public void copyTo(double[] target) {
        requireRoom(target);
        System.arraycopy(values, 0, target, 0, values.length);
    }
}
