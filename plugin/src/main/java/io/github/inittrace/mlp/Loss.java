// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;

/**
 * How the categorical cross-entropy of an example is computed from its logits z, with y its class
 * and p = softmax(z): {@link CrossEntropy} or {@link ClippedCrossEntropy}. Both are the same
 * wherever p_y is within the clip's bounds; what they do outside decides how a training fails.
 *
 * <p>A loss is part of the training alone. The network it trains computes the same softmax with
 * either, so neither a saved model nor an ONNX graph has anything of it; both name it in their
 * provenance, as everything the trainer was configured by.
 */
public abstract class Loss implements Configurable, Provenancable<ConfiguredObjectProvenance> {
    Loss() {}

    /** The loss of a row of logits; not finite if a logit is not. */
    abstract double of(Softmax softmax, int row, int label);

    /**
     * The loss of a row, whose logits are replaced by its gradient times a scale.
     *
     * @return the loss, not scaled
     */
    abstract double andGradient(Softmax softmax, int row, int label, double scale);

    /** Whether an example can be lost to training. */
    abstract boolean canLoseExamples();

    /** Whether an example with this row of logits is lost to training: it is called dead. */
    abstract boolean isDead(Softmax softmax, int row, int label);

    @Override
    public final ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "Loss");
    }
}
