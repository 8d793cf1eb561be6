// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import java.io.IOException;
import java.util.List;

/**
 * A published figure or table, and how it is made again.
 *
 * @param name what the command calls it
 * @param group the publication's name for the command, which stands for all its studies
 * @param title what it shows
 * @param source where it was published
 * @param runs what is trained, in a few words
 * @param dataset the data set of the publication, as {@code --dataset} calls it
 * @param plans the plans whose runs it needs, in order
 * @param verdicts holds the runs against the publication
 */
public record Study(
        String name,
        String group,
        String title,
        String source,
        String runs,
        String dataset,
        List<String> plans,
        Verdicts verdicts) {
    /** Copies the list. */
    public Study {
        plans = List.copyOf(plans);
    }

    /** Holds runs against a publication. */
    @FunctionalInterface
    public interface Verdicts {
        /**
         * Compares.
         *
         * @param results what the runs came to
         * @throws IOException if a run cannot be read; one sentence
         */
        List<Finding> of(Results results) throws IOException;
    }
}
