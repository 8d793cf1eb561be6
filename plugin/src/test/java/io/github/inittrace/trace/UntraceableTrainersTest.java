// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.sgd.kernel.KernelSVMTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.kernel.Linear;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;

/** What cannot be traced is refused before it trains, with the way out. */
class UntraceableTrainersTest {

    @Test
    void of_aTrainerWithoutSteps_namesTheAlternatives() {
        assertRefused(
                DummyClassifierTrainer.createUniformTrainer(1),
                "org.tribuo.classification.baseline.DummyClassifierTrainer cannot be traced: it"
                        + " does not train by steps that can be watched. If it trains others, trace"
                        + " those and hand it the InitTrace; else use MLPClassificationTrainer, one"
                        + " of Tribuo's SGD trainers, or let the trainer implement"
                        + " ObservableTrainer");
    }

    @Test
    void of_theKernelSvm_isRefused_becauseItHasNoOptimiser() {
        assertRefused(
                new KernelSVMTrainer(new Linear(), 0.1, 1, 1),
                "org.tribuo.classification.sgd.kernel.KernelSVMTrainer cannot be traced: it does"
                        + " not train by steps");
    }

    @Test
    void of_aComposite_saysToTraceTheTrainerInside() {
        assertRefused(
                new TransformTrainer<>(
                        new LogisticRegressionTrainer(), new TransformationMap(List.of())),
                "If it trains others, trace those and hand it the InitTrace");
    }

    @Test
    void of_aTrace_isRefused() {
        assertRefused(
                InitTrace.of(new LogisticRegressionTrainer()),
                "expected a trainer that is not traced yet, found an InitTrace around one");
    }

    @Test
    void of_aSubclassThatCannotBeRebuilt_isRefused() {
        assertRefused(
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 1, 1) {},
                "cannot be traced: it cannot be rebuilt from its configuration");
    }

    private static void assertRefused(Trainer<Label> trainer, String message) {
        assertThatThrownBy(() -> InitTrace.of(trainer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
