// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

/**
 * Which figure of a run a curve shows.
 *
 * @param kind what is measured
 * @param of of which validation set or tensor, {@code total} for all tensors together; empty for
 *     the training data
 */
public record CurveId(Kind kind, String of) {

    /** What a curve measures, in the order in which people look at them. */
    public enum Kind {
        /** The loss of a fresh pass over the training data. */
        TRAINING_LOSS,
        /** The loss on a validation set. */
        VALIDATION_LOSS,
        /** The accuracy of a fresh pass over the training data, in [0, 1]. */
        TRAINING_ACCURACY,
        /** The accuracy on a validation set, in [0, 1]. */
        VALIDATION_ACCURACY,
        /** How far a tensor is from its start, relative to its initial norm. */
        RELATIVE_DISTANCE,
        /** The mean change of a tensor's values, relative to the mean size they started with. */
        MEAN_ABS_RATIO,
        /** How far a tensor is from its start. */
        DISTANCE,
        /** The Frobenius norm of a tensor. */
        NORM;

        /** Whether it is a loss, of which the lowest is the best. */
        public boolean isLoss() {
            return this == TRAINING_LOSS || this == VALIDATION_LOSS;
        }

        /** Whether it is an accuracy, of which the highest is the best. */
        public boolean isAccuracy() {
            return this == TRAINING_ACCURACY || this == VALIDATION_ACCURACY;
        }
    }

    /** Of the training data. */
    static CurveId of(Kind kind) {
        return new CurveId(kind, "");
    }
}
