// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tribuo.Model;

/**
 * The mark in a model's provenance that says at which point of training its weights were taken:
 * {@value #INITIAL}, {@code epoch-3}, or none for the model that training returns.
 */
public final class WeightsState {
    /** The key of the instance value. */
    public static final String KEY = "weights-state";

    /** The value for a model that has seen no example. */
    public static final String INITIAL = "initial";

    /** What {@link #of} says of a model without a mark. */
    public static final String TRAINED = "trained";

    private WeightsState() {}

    /**
     * Marks instance values. For trainers.
     *
     * @param runProvenance the instance values of the run
     * @param epoch how many passes over the data the weights have seen
     * @return the values with the mark
     */
    public static Map<String, Provenance> mark(Map<String, Provenance> runProvenance, int epoch) {
        Map<String, Provenance> marked = new LinkedHashMap<>(runProvenance);
        String state = epoch == 0 ? INITIAL : "epoch-" + epoch;
        marked.put(KEY, new StringProvenance(KEY, state));
        return marked;
    }

    /** The state of a model's weights: {@value #INITIAL}, {@code epoch-N} or {@value #TRAINED}. */
    public static String of(Model<?> model) {
        Object mark = model.getProvenance().getInstanceProvenance().getMap().get(KEY);
        return mark instanceof StringProvenance state ? state.getValue() : TRAINED;
    }
}
