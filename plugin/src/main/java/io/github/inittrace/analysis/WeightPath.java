// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.analysis;

import io.github.inittrace.lifecycle.ReweightableModel;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.run.PathPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * Evaluates a classifier along the straight line through its initial weights W0 and its trained
 * weights Wt, at W0 + alpha (Wt − W0). Training does not walk this line; whether the loss falls all
 * along it says whether something lies in between (Goodfellow, Vinyals and Saxe, "Qualitatively
 * characterizing neural network optimization problems", ICLR 2015).
 */
public final class WeightPath {
    /** From −0.25 to 1.25 in steps of 0.05; 0 and 1 are exactly among them. */
    public static final List<Double> ALPHAS =
            IntStream.rangeClosed(-5, 25).mapToObj(i -> i / 20.0).toList();

    private WeightPath() {}

    /**
     * Evaluates the points of the line.
     *
     * @param initial the model before training
     * @param trained the model after training
     * @param sets the examples to evaluate, by name; a data set will do
     * @param alphas which points, such as {@link #ALPHAS}
     * @return the points, in that order
     * @throws IllegalArgumentException if the models cannot be had with other weights, do not have
     *     the same tensors, or do not know an example's label
     */
    public static List<PathPoint> of(
            Model<Label> initial,
            Model<Label> trained,
            Map<String, ? extends Iterable<Example<Label>>> sets,
            List<Double> alphas) {
        ReweightableModel<Label> model = ModelWeights.reweightable(trained);
        List<? extends TensorView> start = ModelWeights.of(initial);
        List<? extends TensorView> end = model.tensors();
        ReweightableModel.requireSame(end, start);
        List<PathPoint> points = new ArrayList<>();
        for (double alpha : alphas) {
            List<Values> between = new ArrayList<>();
            for (int i = 0; i < end.size(); i++) {
                between.add(Values.between(start.get(i), end.get(i), alpha));
            }
            Model<Label> there = model.withWeights(between);
            points.add(new PathPoint(alpha, LabelScores.of(there, sets)));
        }
        return points;
    }
}
