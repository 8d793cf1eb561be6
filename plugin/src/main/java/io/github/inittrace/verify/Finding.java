// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

/**
 * What one check of a run folder found.
 *
 * @param outcome whether what is recorded and what was found agree
 * @param topic what kind of check it was
 * @param subject what was checked: a file, a tensor, an epoch
 * @param text what was found, in words
 */
public record Finding(Outcome outcome, Topic topic, String subject, String text) {

    /** Whether what is recorded and what was found agree. */
    public enum Outcome {
        /** They agree. */
        AGREES,
        /** They do not, or what should be checked cannot be read. */
        DIFFERS,
        /** There was nothing to compare; the text says why. */
        NOTE
    }

    /** What is checked, in this order. */
    public enum Topic {
        /** Files and their hashes. */
        FILES,
        /** The tensors of the exported networks. */
        NETWORKS,
        /** The figures of epochs, recomputed from the networks. */
        FIGURES,
        /** What the networks say to the sample examples. */
        SAMPLES
    }
}
