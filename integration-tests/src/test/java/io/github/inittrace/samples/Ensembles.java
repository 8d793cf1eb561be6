// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.Initialiser;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.pigmm.Deviation;
import io.github.inittrace.pigmm.Deviations;
import io.github.inittrace.pigmm.Ensemble;
import io.github.inittrace.pigmm.Invariants;
import io.github.inittrace.pigmm.LikelihoodRatio;
import io.github.inittrace.pigmm.Matrices;
import io.github.inittrace.pigmm.Observation;
import io.github.inittrace.pigmm.SimpleGaussian;
import io.github.inittrace.pigmm.SquareModel;
import io.github.inittrace.pigmm.Wasserstein;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** The pages' sample of an ensemble of weight matrices. */
final class Ensembles {
    private Ensembles() {}

    /** The observations of a layer of 12 networks. */
    static Ensemble of(Dataset<Label> trainSet) {
        // sample: begin
        Ensemble ensemble = new Ensemble();
        for (long seed = 1; seed <= 12; seed++) {
            MLPClassificationTrainer trainer =
                    MLPClassificationTrainer.builder()
                            .hiddenLayers(10, 10)
                            .initialiser(Initialiser.FAN_IN_NORMAL)
                            .featureScaling(FeatureScaling.DIVIDE_BY_255)
                            .epochs(2)
                            .seed(seed)
                            .build();
            WeightTensor weights = trainer.train(trainSet).tensor("hidden2.weight"); // [in, out]
            double[] matrix = Matrices.transposed(weights.copy(), 10, 10); // [out, in]
            ensemble.add(seed, Observation.square(matrix, 10));
        }

        for (LikelihoodRatio test : LikelihoodRatio.tests(ensemble)) {
            System.out.println(
                    test.larger() + " against " + test.smaller() + " parameters: p = " + test.p());
        }
        SquareModel fit = SquareModel.fit(ensemble);
        for (Deviation deviation : Deviations.of(ensemble, fit)) {
            System.out.println(
                    Invariants.name(deviation.invariant()) + ": " + deviation.normalised());
        }
        SimpleGaussian start = SimpleGaussian.of(10, 10, 0, 0.1);
        Wasserstein moved = Wasserstein.between(fit, start);
        double floor = Wasserstein.noiseFloor(fit, 0.1, ensemble.count());
        System.out.println("W2² from the start: " + moved.squared() + ", by noise alone " + floor);
        // sample: end
        return ensemble;
    }
}
