// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.lifecycle.TensorView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A copy of a model's weights, tensor by tensor. */
record Weights(List<double[]> tensors) {
    Weights {
        tensors = tensors.stream().map(double[]::clone).toList();
    }

    static Weights of(List<TensorView> views) {
        return new Weights(views.stream().map(TensorView::copy).toList());
    }

    /** Where other weights first differ from these in a bit, in words; null if nowhere. */
    @Nullable String differenceTo(Weights other) {
        if (tensors.size() != other.tensors.size()) {
            return "expected " + tensors.size() + " tensors, found " + other.tensors.size();
        }
        for (int t = 0; t < tensors.size(); t++) {
            double[] expected = tensors.get(t);
            double[] found = other.tensors.get(t);
            if (expected.length != found.length) {
                return "expected "
                        + expected.length
                        + " values in tensor "
                        + t
                        + ", found "
                        + found.length;
            }
            for (int i = 0; i < expected.length; i++) {
                if (Double.doubleToRawLongBits(expected[i])
                        != Double.doubleToRawLongBits(found[i])) {
                    return "expected "
                            + expected[i]
                            + " as value "
                            + i
                            + " of tensor "
                            + t
                            + ", found "
                            + found[i];
                }
            }
        }
        return null;
    }

    boolean sameAs(Weights other) {
        return differenceTo(other) == null;
    }
}
