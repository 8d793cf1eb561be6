// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.trace.TracedRun;
import org.tribuo.Output;

/**
 * Assertions on training, beside AssertJ's own. Import both {@code assertThat} statically; the
 * compiler takes the one that fits.
 *
 * <pre>{@code
 * assertThat(run).completed().staysNearInit().reachesAccuracy("test", 0.95);
 * }</pre>
 *
 * <p>A failure is one sentence with what was expected, what was found and where. Stateless.
 */
public final class TrainingAssertions {
    private TrainingAssertions() {}

    /**
     * Asserts on a run just made.
     *
     * @param run the run
     * @param <T> the type of the model's output
     * @return assertions on it
     */
    public static <T extends Output<T>> RunAssert<TracedRun<T>> assertThat(TracedRun<T> run) {
        return new RunAssert<>(run, run.history(), run.record(), run.folder());
    }

    /**
     * Asserts on a run on disk.
     *
     * @param run the run, opened
     * @return assertions on it
     */
    public static RunAssert<RunFolder> assertThat(RunFolder run) {
        return new RunAssert<>(run, run.history(), run.record(), run.path());
    }

    /**
     * Asserts on what was recorded, without how it ended.
     *
     * @param history the records of a run
     * @return assertions on it
     */
    public static TrainingHistoryAssert assertThat(TrainingHistory history) {
        return new TrainingHistoryAssert(history);
    }
}
