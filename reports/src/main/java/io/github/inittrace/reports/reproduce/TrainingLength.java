// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.List;

/**
 * How long a training was beside the published one. It is counted in steps, since an epoch of other
 * data has another number of them: the published one of figure 1 has 1182, and one of MNIST 469.
 *
 * @param steps how many steps the weights were moved by
 * @param published how many it were in the publication
 */
record TrainingLength(long steps, long published) {
    /** How many epochs all networks of arXiv:2012.02550 were trained for. */
    static final int PAPER_EPOCHS = 1000;

    /** The 151,241 training images of a fold of HASYv2 in minibatches of 128. */
    private static final int PAPER_STEPS_PER_EPOCH = 1182;

    /** Of a training beside those of arXiv:2012.02550. */
    static TrainingLength ofPaper(long steps) {
        return new TrainingLength(steps, (long) PAPER_EPOCHS * PAPER_STEPS_PER_EPOCH);
    }

    /**
     * Of the shortest runs of plans beside those of arXiv:2012.02550.
     *
     * @throws IOException if no record can be read; one sentence
     */
    static TrainingLength ofPaper(Results results, List<String> plans) throws IOException {
        long fewest = Long.MAX_VALUE;
        for (String plan : plans) {
            fewest = Math.min(fewest, (long) results.epochs(plan) * results.stepsPerEpoch(plan));
        }
        return ofPaper(fewest);
    }

    /** Of two trainings together. */
    TrainingLength and(TrainingLength other) {
        return new TrainingLength(steps + other.steps, published + other.published);
    }

    /** Whether it is as long as so many published epochs of arXiv:2012.02550. */
    boolean covers(double epochs) {
        return steps >= epochs * PAPER_STEPS_PER_EPOCH;
    }

    /**
     * How many epochs here have the steps of so many published ones of arXiv:2012.02550.
     *
     * @param publishedEpochs so many
     * @param epochs how many epochs this training has
     */
    double epochsHere(double publishedEpochs, int epochs) {
        return publishedEpochs * PAPER_STEPS_PER_EPOCH * epochs / steps;
    }

    private boolean isShorter() {
        return steps < published;
    }

    /** Of something that lasts: a shorter training can only refute it. */
    Judgement lasting(Verdict found) {
        return found == Verdict.AGREES && isShorter() ? soFar() : new Judgement(found, "");
    }

    /** Of something that comes up in the course of training: in a shorter one it may be still to come. */
    Judgement arising(boolean hasComeUp) {
        return hasComeUp
                ? new Judgement(Verdict.AGREES, "")
                : isShorter() ? soFar() : new Judgement(Verdict.DIFFERS, "");
    }

    private Judgement soFar() {
        return new Judgement(
                Verdict.NOT_TESTED,
                "so far, after "
                        + Numbers.count(steps)
                        + " of the published "
                        + Numbers.count(published)
                        + " steps");
    }
}
