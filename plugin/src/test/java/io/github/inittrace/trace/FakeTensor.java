// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.TensorView;
import java.util.List;

/** Float weights, which training changes in place. */
public record FakeTensor(String name, List<Integer> shape, float[] values) implements TensorView {
    FakeTensor duplicate() {
        return new FakeTensor(name, shape, values.clone());
    }

    @Override
    public void copyTo(double[] target) {
        if (target.length != values.length) {
            throw new IllegalArgumentException(
                    "expected room for " + values.length + " values, found " + target.length);
        }
        for (int i = 0; i < values.length; i++) {
            target[i] = values[i];
        }
    }
}
