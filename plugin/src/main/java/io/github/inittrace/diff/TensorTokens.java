// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import com.google.protobuf.Message;
import io.github.inittrace.onnx.StoredTensor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a model's weights are known as in both models: a number, the same for those of a pair. */
final class TensorTokens {
    /** A tensor without counterpart, or a value that is not the same on both sides. */
    static final int UNKNOWN = 0;

    private final Map<Message, Integer> byHolder = new IdentityHashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();

    /**
     * Numbers the pairs from 1 on.
     *
     * @param side which tensor of a pair is this model's
     * @param alone tensors of this model without counterpart
     */
    TensorTokens(
            List<TensorPair> pairs,
            Function<TensorPair, StoredTensor> side,
            List<StoredTensor> alone) {
        alone.forEach(tensor -> put(tensor, UNKNOWN));
        int token = 1;
        for (TensorPair pair : pairs) {
            put(side.apply(pair), token++);
        }
    }

    private void put(StoredTensor tensor, int token) {
        byHolder.put(tensor.holder(), token);
        byName.put(tensor.name(), token);
    }

    /**
     * The number of a weight.
     *
     * @param holder what holds it in its model, as {@link StoredTensor#holder} says
     * @param name what it is called in the model's own graph; null if it is elsewhere
     * @return null if it is none of the weights
     */
    @Nullable Integer of(Message holder, @Nullable String name) {
        Integer token = byHolder.get(holder);
        return token == null && name != null ? byName.get(name) : token;
    }
}
