// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.pigmm.Deviation;
import io.github.inittrace.pigmm.Deviations;
import io.github.inittrace.pigmm.Ensemble;
import io.github.inittrace.pigmm.MatrixModel;
import io.github.inittrace.pigmm.RectangularModel;
import io.github.inittrace.pigmm.SimpleGaussian;
import io.github.inittrace.pigmm.SquareModel;
import io.github.inittrace.pigmm.Symmetry;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A model fitted to the matrices of a layer.
 *
 * @param model the model: of 13, 5 or 2 parameters
 * @param standardErrors of its parameters, in their order
 * @param deviations of the cubic and quartic invariants from it
 * @param singular which covariances are singular; likelihoods then mean nothing
 */
public record ModelFit(
        MatrixModel model,
        List<Double> standardErrors,
        List<Deviation> deviations,
        List<String> singular) {
    /** Copies the lists. */
    public ModelFit {
        standardErrors = List.copyOf(standardErrors);
        deviations = List.copyOf(deviations);
        singular = List.copyOf(singular);
    }

    /** All that there are, the largest first: 13, 5 and 2 parameters, or 5 and 2. */
    static List<ModelFit> all(Ensemble ensemble) {
        Stream<MatrixModel> general =
                ensemble.symmetry() == Symmetry.TOGETHER
                        ? Stream.of(SquareModel.fit(ensemble))
                        : Stream.empty();
        return Stream.concat(
                        general,
                        Stream.of(RectangularModel.fit(ensemble), SimpleGaussian.fit(ensemble)))
                .map(model -> of(ensemble, model))
                .toList();
    }

    private static ModelFit of(Ensemble ensemble, MatrixModel model) {
        return new ModelFit(
                model,
                Arrays.stream(model.standardErrors(ensemble.count())).boxed().toList(),
                Deviations.of(ensemble, model),
                model.singularBlocks());
    }

    /** Whether a parameter is of a covariance that is singular, and says nothing of the networks. */
    public boolean isSingular(String parameter) {
        return singular.contains(block(parameter));
    }

    private static String block(String parameter) {
        return switch (parameter) {
            case "v2" -> "V2";
            case "v3" -> "V3";
            default -> parameter.replaceFirst("^C(.)_.*", "V$1");
        };
    }

    /** How many parameters the model has for matrices of this shape. */
    public int parameters() {
        return model.parameterCount();
    }

    /** The mean of the published deviations over all cubic and quartic invariants. */
    public double meanDeviation() {
        return mean(Deviation::normalised);
    }

    /** What {@link #meanDeviation} is on average if the model is right. */
    public double meanByChance() {
        return mean(Deviation::byChance);
    }

    private double mean(ToDoubleFunction<Deviation> figure) {
        return deviations.stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
