// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;

/**
 * The schedule of a training that was planned for another number of epochs: factor(e, E) =
 * course.factor(min(e, planned), planned), whatever E is. The provenance of a model whose training
 * was stopped early has it where the schedule looks at the number of epochs, so that fewer epochs
 * have the rates that they had.
 */
public final class PlannedRate implements LearningRateSchedule {

    @Config(mandatory = true, description = "The schedule of the planned training.")
    private LearningRateSchedule course = new ConstantRate();

    @Config(mandatory = true, description = "The number of epochs that were planned.")
    private int planned = 1;

    private PlannedRate() {}

    /**
     * A part of a longer course, or one that ends before training does.
     *
     * @param course the schedule of the planned training
     * @param planned the number of epochs that were planned
     * @throws IllegalArgumentException if the number is not positive
     */
    public PlannedRate(LearningRateSchedule course, int planned) {
        this.course = course;
        this.planned = planned;
        Configured.check(this::postConfig);
    }

    @Override
    public void postConfig() {
        Configured.require(
                planned > 0,
                "planned",
                "a learning rate must be planned for a positive number of epochs, found "
                        + planned);
    }

    @Override
    public double factor(int epoch, int epochs) {
        return course.factor(Math.min(epoch, planned), planned);
    }

    @Override
    public double factor(int epoch, int epochs, List<Double> losses) {
        int within = Math.min(epoch, planned);
        int known = Math.min(within - 1, losses.size());
        return course.factor(within, planned, losses.subList(0, known));
    }

    @Override
    public boolean followsLosses() {
        return course.followsLosses();
    }

    @Override
    public String toString() {
        return "PlannedRate(course=" + course + ",planned=" + planned + ")";
    }
}
