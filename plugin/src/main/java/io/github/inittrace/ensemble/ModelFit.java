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
                model instanceof SquareModel square ? square.singularBlocks() : List.of());
    }

    /** How many parameters the model has. */
    public int parameters() {
        return model.parameterNames().size();
    }

    /** The mean of the published deviations over all cubic and quartic invariants. */
    public double meanDeviation() {
        return deviations.stream()
                .mapToDouble(Deviation::normalised)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
