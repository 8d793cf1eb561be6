// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.Sample;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/** Whether weights from a file answer as badly as those whose columns have been mixed up. */
final class StartDoubt {
    private StartDoubt() {}

    /**
     * What is doubtful; null if nothing is. The examples are the same for every data set of a size,
     * whoever watches.
     */
    static @Nullable String of(
            Path file,
            Evaluator evaluator,
            LaidOutExamples examples,
            ImmutableOutputInfo<Label> outputs) {
        int[] sample = Sample.of(examples.size, Observation.DEFAULT_TRAINING_SAMPLE);
        double[] weights = new double[outputs.size()];
        double all = 0.0;
        int most = 0;
        for (int index : sample) {
            int label = examples.labels[index];
            weights[label] += examples.weights[index];
            all += examples.weights[index];
            most = weights[label] > weights[most] ? label : most;
        }
        Double accuracy = evaluator.evaluate("training", examples, sample).accuracy();
        double always = weights[most] / all;
        if (accuracy == null || !(accuracy <= always) || accuracy == 1.0) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "the network of %s is right for %.2f %% of %,d training examples, no better than"
                        + " always answering '%s', %.2f %%; if it has been trained, its outputs or"
                        + " inputs are in another order, or its inputs were scaled otherwise",
                NameOrder.shown(String.valueOf(file.getFileName())),
                100 * accuracy,
                sample.length,
                NameOrder.shown(outputs.getOutput(most).getLabel()),
                100 * always);
    }
}
