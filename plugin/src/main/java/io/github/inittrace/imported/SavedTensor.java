// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.lifecycle.TensorView;
import java.io.Serializable;
import java.util.List;

/**
 * The values of a tensor at one epoch.
 *
 * @param name its name in the files
 * @param shape its shape in the record
 * @param precision whether a float32 has every value of all epochs
 * @param values its values in row-major order of that shape; not copied
 */
record SavedTensor(String name, List<Integer> shape, Precision precision, double[] values)
        implements TensorView, Serializable {
    SavedTensor {
        shape = List.copyOf(shape);
    }

    @Override
    public void copyTo(double[] target) {
        requireRoom(target);
        System.arraycopy(values, 0, target, 0, values.length);
    }

    /** Whether every value is a finite number. */
    boolean isFinite() {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
