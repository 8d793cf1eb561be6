// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import static io.github.inittrace.testing.TrainingAssertions.assertThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.testing.Tracer;
import io.github.inittrace.testing.TracingExtension;
import io.github.inittrace.trace.TracedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

// sample: begin
@ExtendWith(TracingExtension.class)
class DigitsTrainingIT {
    private final Dataset<Label> trainSet = new MutableDataset<>(new DigitsDataSource(1280, 1));
    private final Dataset<Label> testSet = new MutableDataset<>(new DigitsDataSource(200, 2));

    @Test
    void training_onDigits_learnsNearItsStart(Tracer tracer) {
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(64, 64)
                        .epochs(10)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();

        TracedRun<Label> run = tracer.trace(trainer).validateOn("test", testSet).run(trainSet);

        assertThat(run).completed().lossFalls().reachesAccuracy("test", 0.8).staysNearInit(0.5);
    }
}
// sample: end
