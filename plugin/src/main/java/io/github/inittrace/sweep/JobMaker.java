// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.job.Job;
import java.io.IOException;
import java.util.Map;

/** Says what a plan's settings mean. Called by several threads. */
@FunctionalInterface
public interface JobMaker {
    /**
     * Makes the job of a run.
     *
     * @param settings of one run of the plan, by name
     * @return the same job for the same settings
     * @throws IllegalArgumentException if a setting is unknown or has no such value; one sentence
     * @throws IOException if a file that a setting names cannot be read; one sentence
     */
    Job job(Map<String, String> settings) throws IOException;
}
