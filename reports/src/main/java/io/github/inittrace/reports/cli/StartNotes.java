// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import java.util.Map;
import java.util.function.Consumer;
import org.tribuo.classification.Label;

/**
 * Says what the columns of the file that a training starts from were taken for, and what is
 * doubtful about it.
 */
final class StartNotes implements TrainingListener<Label> {
    private final Consumer<String> talk;

    StartNotes(Consumer<String> talk) {
        this.talk = talk;
    }

    @Override
    public void onStart(TrainingStart<Label> start) {
        Map<String, String> facts = start.facts();
        String outputs = facts.get(MLPClassificationTrainer.START_OUTPUTS);
        String inputs = facts.get(MLPClassificationTrainer.START_INPUTS);
        if (outputs != null && inputs != null) {
            talk.accept(
                    "start-from: outputs in the order "
                            + outputs
                            + "; inputs in the order "
                            + inputs);
        }
        String doubt = facts.get(MLPClassificationTrainer.START_DOUBT);
        if (doubt != null) {
            talk.accept(
                    "warning: " + doubt + "; see --start-labels, --start-features and --scaling");
        }
    }

    @Override
    public void onEpoch(EpochEnd<Label> epoch) {
        // Only the start is of interest.
    }
}
