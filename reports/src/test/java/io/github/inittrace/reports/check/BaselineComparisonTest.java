// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.study.Runs;
import org.junit.jupiter.api.Test;

class BaselineComparisonTest {
    private static BaselineComparison row(Runs run, Runs baseline, String label) {
        return BaselineComparison.of(run.run(), baseline.run()).stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static BaselineComparison row(String... cells) {
        return new BaselineComparison(cells[0], cells[1], cells[2], cells[3]);
    }

    @Test
    void distances_areComparedWithDistancesOfTheirKind() {
        Runs usual = Runs.of(2, 1).movedTo(2);
        Runs fromZero = Runs.of(2, 1).fromZero();
        // |(0.3, 0.4)| = 0.5 beside |(3, 4)| (2.2 - 1) = 6, which is 1.2 of the initial 5
        assertThat(row(fromZero, usual, "absolute distance moved"))
                .isEqualTo(row("absolute distance moved", "0.5000", "6.000", "−91.67\u00a0%"));
        assertThat(row(usual, fromZero, "weights moved by"))
                .isEqualTo(row("weights moved by", "1.200", "undefined (starts at 0)", ""));
    }

    @Test
    void figuresOfTheRun_areAskedOfTheBaseline_whateverElseItHas() {
        Runs alone = Runs.of(2, 1).withoutSets();
        assertThat(row(alone, Runs.of(2, 2), "training accuracy"))
                .isEqualTo(row("training accuracy", "90.00\u00a0%", "90.00\u00a0%", "equal"));
        assertThat(row(Runs.of(2, 1), alone, "test loss"))
                .isEqualTo(row("test loss", "2", "undefined (not recorded)", ""));
    }
}
