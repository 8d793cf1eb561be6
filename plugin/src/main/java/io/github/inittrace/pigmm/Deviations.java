// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The deviations of an ensemble from a model that was fitted to it, for all its cubic and quartic
 * invariants: I14 to I52, or J6 to J48.
 *
 * <p>The published deviation is E. Hirst and S. Ramgoolam's. For z, the mean of an invariant less its
 * expectation under the fit is, to first order in 1/√n, the mean over the matrices of I_s - E - ∇E ·
 * ψ_s, with E as a function of the parameters and ψ_s what matrix s pulls the parameters by, the
 * influence function. Its spread over the matrices gives the standard error: A. van der Vaart,
 * Asymptotic Statistics, Cambridge 1998, chapter 20.
 */
public final class Deviations {
    /** Of the scale of a parameter; E is a polynomial of degree four at most, so that 1e-8 is lost. */
    private static final double STEP = 1e-4;

    /** Values that differ by less than this share of the largest do so by the rounding of their sums. */
    private static final double ROUNDING = 1e-12;

    /** The mean of |z| if z is standard normal. */
    private static final double MEAN_OF_ABSOLUTE = Math.sqrt(2 / Math.PI);

    private Deviations() {}

    /**
     * The deviations, in the order of {@link Invariants#observed}.
     *
     * @param ensemble the matrices
     * @param model a model fitted to them; z is of no use for any other
     * @throws IllegalArgumentException if there is no matrix, or the model does not go with their
     *     shape and symmetry
     */
    public static List<Deviation> of(Ensemble ensemble, MatrixModel model) {
        if (ensemble.rows() != model.rows() || ensemble.columns() != model.columns()) {
            throw new IllegalArgumentException(
                    "expected a model of the shape of the ensemble, "
                            + Matrices.shape(ensemble.rows(), ensemble.columns())
                            + ", found one of "
                            + Matrices.shape(model.rows(), model.columns()));
        }
        List<double[]> influences = ensemble.observations().stream().map(model::influence).toList();
        List<MatrixModel> near = near(model);
        List<Invariant> observed = Invariants.observed(ensemble.symmetry());
        List<Deviation> deviations = new ArrayList<>();
        for (int k = 0; k < observed.size(); k++) {
            Invariant invariant = observed.get(k);
            if (invariant.degree() >= 3) {
                double[] gradient = gradient(invariant, model, near);
                deviations.add(of(invariant, ensemble.invariant(k), model, gradient, influences));
            }
        }
        return deviations;
    }

    private static Deviation of(
            Invariant invariant,
            double[] values,
            MatrixModel model,
            double[] gradient,
            List<double[]> influences) {
        double[] residuals = values.clone();
        for (int s = 0; s < residuals.length; s++) {
            double[] influence = influences.get(s);
            for (int k = 0; k < gradient.length; k++) {
                residuals[s] -= gradient[k] * influence[k];
            }
        }
        double rounding = ROUNDING * DoubleStream.of(values).map(Math::abs).max().orElse(0);
        double mean = mean(values);
        double spread = spread(values);
        double standardError = spread(residuals) / Math.sqrt(values.length);
        double expected = model.expectation(invariant);
        boolean isConstant = spread <= rounding;
        return new Deviation(
                invariant,
                mean,
                isConstant ? 0 : spread,
                expected,
                isConstant ? Double.NaN : Math.abs(expected - mean) / spread,
                isConstant ? Double.NaN : MEAN_OF_ABSOLUTE * standardError / spread,
                isConstant || standardError <= rounding
                        ? Double.NaN
                        : (mean - expected) / standardError);
    }

    /** The models a step up and a step down in every parameter. */
    private static List<MatrixModel> near(MatrixModel model) {
        double[] parameters = model.parameters();
        List<MatrixModel> near = new ArrayList<>();
        for (int k = 0; k < parameters.length; k++) {
            double step = step(model, parameters, k);
            for (double sign : new double[] {1, -1}) {
                double[] changed = parameters.clone();
                changed[k] += sign * step;
                near.add(model.with(changed));
            }
        }
        return near;
    }

    private static double step(MatrixModel model, double[] parameters, int k) {
        double variance = model.entryVariance();
        double scale = k < model.means() ? Math.sqrt(variance) : variance;
        return STEP * Math.max(Math.abs(parameters[k]), scale);
    }

    /** By central differences. */
    private static double[] gradient(
            Invariant invariant, MatrixModel model, List<MatrixModel> near) {
        double[] parameters = model.parameters();
        double[] gradient = new double[parameters.length];
        for (int k = 0; k < gradient.length; k++) {
            double step = step(model, parameters, k);
            double difference =
                    near.get(2 * k).expectation(invariant)
                            - near.get(2 * k + 1).expectation(invariant);
            gradient[k] = step == 0 ? 0 : difference / (2 * step);
        }
        return gradient;
    }

    private static double spread(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
