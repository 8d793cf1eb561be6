// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir private Path temp;

    private int steps(int examples, boolean isFullBatch) throws IOException {
        String name = "sweep-" + examples + isFullBatch;
        return new RecordedSweep(
                        temp.resolve(name), examples, isFullBatch, Map.of("dataset", "hasyv2"))
                .run(Map.of(), Histories.of(1, e -> 1, e -> 1, e -> e))
                .results()
                .stepsPerEpoch(name);
    }

    /** All of HASYv2, MNIST and the part of HASYv2 in docs/findings.md, the last minibatch kept. */
    @Test
    void stepsPerEpoch_areTheMinibatchesOfTheImages() throws IOException {
        assertThat(steps(151_241, false)).isEqualTo(1182);
        assertThat(steps(60_000, false)).isEqualTo(469);
        assertThat(steps(3505, false)).isEqualTo(28);
        assertThat(steps(60_000, true)).isEqualTo(1);
    }

    @Test
    void stepsPerEpoch_whereNothingIsFinished_areNone() throws IOException {
        Results results =
                new RecordedSweep(temp.resolve("none"), 3505, false, Map.of())
                        .planned(Map.of("seed", "1"))
                        .results();
        assertThat(results.stepsPerEpoch("none")).isZero();
    }
}
