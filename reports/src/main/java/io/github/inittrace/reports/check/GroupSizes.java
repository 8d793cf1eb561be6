// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.TwoSampleTest;
import io.github.inittrace.study.TwoSampleTest.Alternative;
import java.util.List;

/**
 * How many runs of a group are finished, which decides how small a p-value can be.
 *
 * @param runs those of the sweep, at least one
 * @param others those of the baseline, at least one
 */
record GroupSizes(int runs, int others) {
    /** {@code 3 runs against 3 in 6 groups}. */
    String words(int groups) {
        return runs
                + (runs == 1 ? " run" : " runs")
                + " against "
                + others
                + (groups == 1 ? "" : " in " + groups + " groups");
    }

    /**
     * A p-value, corrected for the number of groups, that no figures whatever can fall below: no p
     * gets smaller by the correction, and no corrected one is smaller than that of the first group,
     * whose p it multiplies by their number.
     *
     * @param all the groups that are tested, this one among them
     * @param alternative what would count as a difference
     */
    double smallestP(List<GroupSizes> all, Alternative alternative) {
        double first = all.stream().mapToDouble(one -> one.alone(alternative)).min().orElse(1);
        return Math.min(1, Math.max(alone(alternative), all.size() * first));
    }

    private double alone(Alternative alternative) {
        return TwoSampleTest.smallest(runs, others, alternative);
    }
}
