// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.Arrays;
import java.util.List;

/** The 13 parameters of greatest likelihood: averages of the statistics, means taken off. */
final class SquareFit {
    private SquareFit() {}

    static double[] of(Ensemble ensemble) {
        List<Observation> observations = ensemble.observations();
        double[] mean = mean(observations);
        int size = ensemble.rows();
        double[] f = new double[13];
        f[0] = mean[0];
        f[1] = mean[1];
        // with the means taken off before averaging, no digits are lost where means are large
        for (Observation observation : observations) {
            double[] t = observation.squareStatistics();
            double x = t[0] - f[0];
            double y = t[1] - f[1];
            f[SquareModel.C0] += x * x;
            f[SquareModel.C0 + 1] += x * y;
            f[SquareModel.C0 + 2] += y * y;
        }
        for (int k = SquareModel.C0; k < SquareModel.CH; k++) {
            f[k] /= observations.size();
        }
        for (int k = SquareModel.CH; k < f.length; k++) {
            f[k] = mean[k] / SquareModel.dimension(size, k);
        }
        return f;
    }

    private static double[] mean(List<Observation> observations) {
        double[] mean = new double[13];
        for (Observation observation : observations) {
            double[] t = observation.squareStatistics();
            for (int k = 0; k < mean.length; k++) {
                mean[k] += t[k];
            }
        }
        return Arrays.stream(mean).map(sum -> sum / observations.size()).toArray();
    }
}
