// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tribuo.Model;
import org.tribuo.provenance.ModelProvenance;

/**
 * The mark in a model's provenance that says at which point of training its weights were taken:
 * {@value #INITIAL}, {@code epoch-3}, {@value #REPLACED} for weights of another origin, or none for
 * the model that training returns.
 */
public final class WeightsState {
    /** The key of the instance value. */
    public static final String KEY = "weights-state";

    /** The key of the value in the metadata of an ONNX file. */
    public static final String METADATA = "inittrace.weights-state";

    /** The value for a model that has seen no example. */
    public static final String INITIAL = "initial";

    /** The value for a model whose weights were put in after training. */
    public static final String REPLACED = "replaced";

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

    /** The provenance of a model that was given other weights than training gave it. For models. */
    public static ModelProvenance replaced(ModelProvenance provenance) {
        Map<String, Provenance> marked =
                new LinkedHashMap<>(provenance.getInstanceProvenance().getMap());
        marked.put(KEY, new StringProvenance(KEY, REPLACED));
        return new ModelProvenance(
                provenance.getClassName(),
                provenance.getTrainingTime(),
                provenance.getDatasetProvenance(),
                provenance.getTrainerProvenance(),
                marked);
    }

    /**
     * The state of a model's weights: {@value #INITIAL}, {@code epoch-N}, {@value #REPLACED} or
     * {@value #TRAINED}.
     */
    public static String of(Model<?> model) {
        Object mark = model.getProvenance().getInstanceProvenance().getMap().get(KEY);
        return mark instanceof StringProvenance state ? state.getValue() : TRAINED;
    }
}
