// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;

/** The weights of a {@link ToyTrainer}. It predicts nothing. */
final class ToyModel extends Model<Label> {
    private static final long serialVersionUID = 1L;

    private final double[] weights;

    ToyModel(
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Label> outputs,
            double[] weights) {
        super("toy", provenance, features, outputs, false);
        this.weights = weights;
    }

    double[] weights() {
        return weights;
    }

    @Override
    public Prediction<Label> predict(Example<Label> example) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    @Override
    public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
        return Optional.empty();
    }

    @Override
    protected Model<Label> copy(String newName, ModelProvenance newProvenance) {
        return new ToyModel(newProvenance, featureIDMap, outputIDInfo, weights.clone());
    }
}
