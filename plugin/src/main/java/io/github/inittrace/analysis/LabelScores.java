// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.analysis;

import io.github.inittrace.run.ValidationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * Loss and accuracy of a classifier from its predictions, every example counting with its weight.
 *
 * <p>The loss is the mean of −ln p of the right label. A probability that the model has rounded to
 * zero counts as the smallest float, so that one example costs at most 103.3 and the mean stays a
 * number. A model whose scores are no probabilities has no loss.
 */
final class LabelScores {
    private LabelScores() {}

    /**
     * Evaluates a model on several sets.
     *
     * @throws IllegalArgumentException if an example's label is unknown to the model
     */
    static List<ValidationRecord> of(
            Model<Label> model, Map<String, ? extends Iterable<Example<Label>>> sets) {
        List<ValidationRecord> scores = new ArrayList<>();
        sets.forEach((name, examples) -> scores.add(of(model, name, examples)));
        return scores;
    }

    private static ValidationRecord of(
            Model<Label> model, String name, Iterable<Example<Label>> examples) {
        double loss = 0;
        double correct = 0;
        double weight = 0;
        List<Prediction<Label>> predictions = model.predict(examples);
        for (Prediction<Label> prediction : predictions) {
            Example<Label> example = prediction.getExample();
            String truth = example.getOutput().getLabel();
            Label score = prediction.getOutputScores().get(truth);
            if (score == null) {
                throw new IllegalArgumentException(
                        "an example of " + name + " has the unknown label '" + truth + "'");
            }
            double p = Math.max(score.getScore(), Float.MIN_VALUE);
            loss -= example.getWeight() * StrictMath.log(p);
            correct += prediction.getOutput().getLabel().equals(truth) ? example.getWeight() : 0;
            weight += example.getWeight();
        }
        return new ValidationRecord(
                name,
                predictions.size(),
                model.generatesProbabilities() ? finite(loss / weight) : null,
                finite(correct / weight),
                null,
                null);
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
