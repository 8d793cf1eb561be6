// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/**
 * How much more an example counts in training by its label. It multiplies the weight that the example
 * has of its own: the loss of a minibatch is sum(w_i L_i) / sum(w_i) with w_i the weight of example i
 * times that of its label, as PyTorch's {@code CrossEntropyLoss(weight=...)} where all examples weigh
 * the same. So do the gradient and the running loss; evaluations count examples by their own weights
 * alone.
 */
public final class ClassWeights implements Configurable, Provenancable<ConfiguredObjectProvenance> {

    @Config(description = "Whether all labels together count the same, however frequent they are.")
    private boolean balanced;

    @Config(description = "The labels that have weights of their own; others have the weight 1.")
    private List<String> labels = new ArrayList<>();

    @Config(description = "Their weights, in this order.")
    private List<Double> weights = new ArrayList<>();

    private ClassWeights() {}

    /**
     * Weights by which all labels together count the same: W / (K W_y) for label y, with W the weight
     * of all training examples, W_y of those with the label, and K the number of labels, as
     * scikit-learn's {@code class_weight="balanced"}.
     */
    public static ClassWeights balanced() {
        ClassWeights balanced = new ClassWeights();
        balanced.balanced = true;
        return balanced;
    }

    /**
     * Weights by label.
     *
     * @param weights positive numbers; labels that are not named have the weight 1
     * @throws IllegalArgumentException if there is none, or one is not positive
     */
    public static ClassWeights of(Map<String, Double> weights) {
        ClassWeights named = new ClassWeights();
        // Sorted, as the order of a map may be another one in the next process.
        new TreeMap<>(weights)
                .forEach(
                        (label, weight) -> {
                            named.labels.add(label);
                            named.weights.add(weight);
                        });
        Configured.check(named::postConfig);
        return named;
    }

    @Override
    public void postConfig() {
        Configured.require(
                balanced == labels.isEmpty(),
                "labels",
                "class weights are either balanced or those of labels, found "
                        + (balanced ? "both" : "neither"));
        Configured.require(
                labels.size() == weights.size() && new HashSet<>(labels).size() == labels.size(),
                "weights",
                "every label must have one weight, found "
                        + labels.size()
                        + " labels and "
                        + weights.size()
                        + " weights");
        for (double weight : weights) {
            Configured.require(
                    weight > 0.0 && weight <= Float.MAX_VALUE,
                    "weights",
                    "class weights must be positive numbers, found " + weight);
        }
    }

    /**
     * The examples with weights that include those of their labels; rows and labels are shared.
     *
     * @throws IllegalArgumentException if a label is named that no example has
     */
    LaidOutExamples apply(LaidOutExamples examples, ImmutableOutputInfo<Label> outputs) {
        double[] factors = balanced ? balance(examples, outputs.size()) : named(outputs);
        float[] weighed = new float[examples.size];
        for (int i = 0; i < weighed.length; i++) {
            weighed[i] = (float) (examples.weights[i] * factors[examples.labels[i]]);
        }
        return examples.withWeights(weighed);
    }

    private static double[] balance(LaidOutExamples examples, int labels) {
        double[] byLabel = new double[labels];
        double all = 0.0;
        for (int i = 0; i < examples.size; i++) {
            byLabel[examples.labels[i]] += examples.weights[i];
            all += examples.weights[i];
        }
        double[] factors = new double[labels];
        for (int label = 0; label < labels; label++) {
            // What no weight is on stays without.
            factors[label] = byLabel[label] == 0.0 ? 0.0 : all / (labels * byLabel[label]);
        }
        return factors;
    }

    private double[] named(ImmutableOutputInfo<Label> outputs) {
        double[] factors = new double[outputs.size()];
        List<String> known = new ArrayList<>();
        for (int id = 0; id < factors.length; id++) {
            String label = outputs.getOutput(id).getLabel();
            known.add(label);
            int at = labels.indexOf(label);
            factors[id] = at < 0 ? 1.0 : weights.get(at);
        }
        for (String label : labels) {
            if (!known.contains(label)) {
                throw new IllegalArgumentException(
                        "class weights must be those of labels of the training data: expected one of "
                                + NameOrder.listed(known)
                                + ", found '"
                                + NameOrder.shown(label)
                                + "'");
            }
        }
        return factors;
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "ClassWeights");
    }

    @Override
    public String toString() {
        if (balanced) {
            return "balanced";
        }
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            pairs.add(labels.get(i) + "=" + weights.get(i));
        }
        return "[" + NameOrder.listed(pairs) + "]";
    }
}
