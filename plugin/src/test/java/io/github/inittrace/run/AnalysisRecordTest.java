// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisRecordTest {

    private static List<ValidationRecord> on(String... sets) {
        return Arrays.stream(sets)
                .map(set -> new ValidationRecord(set, 2, 0.5, 0.5, null, null))
                .toList();
    }

    @Test
    void analysis_ofPointsOnDifferentSets_isRefused() {
        List<PathPoint> path =
                List.of(new PathPoint(0, on("training", "test")), new PathPoint(1, on("test")));
        assertThatThrownBy(() -> new AnalysisRecord(1, List.of(), path, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("one or more, found [[training, test], [test]]");
    }

    @Test
    void analysis_ofResetsOnNoSet_isRefused() {
        List<LayerReset> resets = List.of(new LayerReset(List.of(), on()));
        assertThatThrownBy(() -> new AnalysisRecord(1, resets, List.of(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("one or more, found [[]]");
    }
}
