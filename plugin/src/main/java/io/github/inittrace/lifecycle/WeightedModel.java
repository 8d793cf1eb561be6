// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import java.util.List;

/** A model that shows its weights, under the names that its training session gave them. */
public interface WeightedModel {

    /** Every weight matrix and bias vector, in the session's order; valid for good. */
    List<? extends TensorView> tensors();
}
