// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.inittrace.lifecycle.Evaluation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.common.sgd.SGDObjective;
import org.tribuo.math.FeedForwardParameters;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.multilabel.sgd.MultiLabelObjective;

/**
 * Examples in the form in which the trainer feeds them to its parameters and its objective, kept
 * for the evaluations of a whole training.
 */
final class SGDExamples {
    private final String name;
    private final int leftOut;
    private final List<SGDVector> features = new ArrayList<>();
    private final List<Object> targets = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    private SGDExamples(String name, int leftOut) {
        this.name = name;
        this.leftOut = leftOut;
    }

    /**
     * Lays out examples.
     *
     * @param indices which of them; the model must know their outputs
     * @param leftOut how many others there are that cannot be evaluated
     */
    static <T extends Output<T>> SGDExamples of(
            String name,
            Dataset<T> data,
            int[] indices,
            int leftOut,
            SGDInternals<T> trainer,
            ImmutableFeatureMap featureMap,
            ImmutableOutputInfo<T> outputs,
            FeedForwardParameters parameters) {
        SGDExamples laid = new SGDExamples(name, leftOut);
        for (int index : indices) {
            Example<T> example = data.getExample(index);
            laid.features.add(SGDInternals.features(example, featureMap, parameters));
            laid.targets.add(trainer.target(outputs, example.getOutput()));
            laid.weights.add((double) example.getWeight());
        }
        return laid;
    }

    /**
     * Evaluates parameters; each example counts with its weight. Accuracy is the share of examples
     * whose highest score is that of their label, or for multi-labels the share of examples all of
     * whose labels are right.
     */
    <U> Evaluation evaluate(FeedForwardParameters parameters, SGDObjective<U> objective) {
        double sign = LossSign.of(objective);
        double loss = 0.0;
        double correct = 0.0;
        double weight = 0.0;
        boolean classifies = true;
        for (int i = 0; i < targets.size(); i++) {
            @SuppressWarnings("unchecked") // the trainer that made the target has this objective
            U target = (U) targets.get(i);
            DenseVector scores = (DenseVector) parameters.predict(features.get(i));
            Boolean right = isRight(target, scores, objective);
            classifies &= right != null;
            Pair<Double, SGDVector> result = objective.lossAndGradient(target, scores);
            loss += weights.get(i) * sign * result.getA();
            correct += Boolean.TRUE.equals(right) ? weights.get(i) : 0.0;
            weight += weights.get(i);
        }
        return new Evaluation(
                        name, targets.size(), loss / weight, classifies ? correct / weight : null)
                .leavingOut(leftOut);
    }

    /** Null where there is no right or wrong. Looks before the objective overwrites the scores. */
    private static @Nullable Boolean isRight(
            Object target, DenseVector scores, SGDObjective<?> objective) {
        if (target instanceof Integer label) {
            return scores.indexOfMax() == label;
        }
        if (objective instanceof MultiLabelObjective labels) {
            DenseVector normalised = scores.copy();
            normalised.normalize(labels.getNormalizer());
            SGDVector truth = (SGDVector) target;
            for (int i = 0; i < normalised.size(); i++) {
                if (normalised.get(i) > labels.threshold() != truth.get(i) > 0.0) {
                    return false;
                }
            }
            return true;
        }
        return null;
    }
}
