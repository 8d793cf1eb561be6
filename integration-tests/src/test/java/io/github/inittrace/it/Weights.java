// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.WeightedModel;
import io.github.inittrace.sgd.SGDTensors;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Model;

/** What a model has learned, for comparisons. */
final class Weights {
    private Weights() {}

    /** The bits of all weights of one of our models or one of Tribuo's SGD models. */
    static List<List<Long>> bits(Model<?> model) {
        List<? extends TensorView> tensors =
                model instanceof WeightedModel ours ? ours.tensors() : SGDTensors.of(model);
        return tensors.stream().map(Weights::bits).toList();
    }

    private static List<Long> bits(TensorView tensor) {
        return Arrays.stream(tensor.copy()).mapToObj(Double::doubleToRawLongBits).toList();
    }
}
