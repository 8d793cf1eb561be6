// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.pigmm.Ensemble;
import io.github.inittrace.pigmm.IidEntries;
import io.github.inittrace.pigmm.LikelihoodRatio;
import io.github.inittrace.pigmm.MatrixModel;
import io.github.inittrace.pigmm.SimpleGaussian;
import io.github.inittrace.pigmm.StartDeviation;
import io.github.inittrace.pigmm.Symmetry;
import io.github.inittrace.pigmm.Wasserstein;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What models say of the matrices of one layer at one epoch.
 *
 * @param layer the name of the tensor
 * @param epoch the epoch, or {@link NetworkEnsemble#NO_EPOCH}
 * @param symmetry which permutations the invariants are invariant under
 * @param rows the rows of a matrix, its outputs
 * @param columns its columns, its inputs
 * @param networks of how many networks there is a matrix, at least 2
 * @param fits the fitted models, the largest first
 * @param start how far linear and quadratic invariants are from the start; empty if that is not known
 * @param fromStart from the largest fit to the law of the start, as a Gaussian; null if that is not
 *     known
 * @param fromSimple from the largest fit to the fitted law of independent entries
 * @param tests likelihood ratios
 */
public record LayerState(
        String layer,
        int epoch,
        Symmetry symmetry,
        int rows,
        int columns,
        int networks,
        List<ModelFit> fits,
        List<StartDeviation> start,
        @Nullable Distance fromStart,
        Distance fromSimple,
        List<LikelihoodRatio> tests) {
    /** Copies the lists. */
    public LayerState {
        fits = List.copyOf(fits);
        start = List.copyOf(start);
        tests = List.copyOf(tests);
    }

    /**
     * A distance of two laws.
     *
     * @param wasserstein the distance
     * @param relative its square by the variance of all entries of the second law together
     * @param noiseFloor what its square would be on average if entries were independent, with their
     *     variance in the fit, by the chance of so many networks alone
     */
    public record Distance(Wasserstein wasserstein, double relative, double noiseFloor) {}

    static LayerState of(String layer, int epoch, Ensemble ensemble, @Nullable StartLaw law) {
        int rows = ensemble.rows();
        int columns = ensemble.columns();
        List<ModelFit> fits = ModelFit.all(ensemble);
        MatrixModel fit = fits.get(0).model();
        MatrixModel simple = fits.get(fits.size() - 1).model();
        double variance = fit.entryVariance();
        double floor = Wasserstein.noiseFloor(fit, variance, ensemble.count());
        double ofSimple = Wasserstein.noiseFloor(simple, variance, ensemble.count());
        Optional<IidEntries> entries = law == null ? Optional.empty() : law.entries(rows, columns);
        return new LayerState(
                layer,
                epoch,
                ensemble.symmetry(),
                rows,
                columns,
                ensemble.count(),
                fits,
                entries.map(start -> StartDeviation.of(ensemble, start)).orElse(List.of()),
                entries.map(
                                start ->
                                        distance(
                                                fit,
                                                SimpleGaussian.of(
                                                        rows,
                                                        columns,
                                                        start.mean(),
                                                        start.variance()),
                                                floor))
                        .orElse(null),
                distance(fit, simple, floor - ofSimple),
                LikelihoodRatio.tests(ensemble));
    }

    private static Distance distance(MatrixModel fit, MatrixModel from, double floor) {
        Wasserstein wasserstein = Wasserstein.between(fit, from);
        return new Distance(wasserstein, wasserstein.relativeSquared(from), floor);
    }

    /** The largest fitted model. */
    public ModelFit largest() {
        return fits.get(0);
    }

    /** The fitted law of independent entries. */
    public ModelFit simplest() {
        return fits.get(fits.size() - 1);
    }
}
