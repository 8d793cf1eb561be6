// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.RunCurves;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

    @Test
    void summary_ofARun_hasItsLastValuesAndLosses() {
        RunCurves run = new FakeCurves("a").epochs(7).run();
        RunSummary summary = RunSummary.of(run, List.of());
        assertThat(summary.ending()).isEqualTo("completed");
        assertThat(summary.lastEpoch()).isEqualTo(7);
        assertThat(summary.testSet()).isEqualTo("test");
        assertThat(summary.matrices()).containsExactly("hidden1.weight");
        for (CurveId curve : run.values().keySet()) {
            assertThat(summary.last(curve.kind(), curve.of()))
                    .isEqualTo(run.values().get(curve)[7]);
        }
        assertThat(summary.last(Kind.NORM, "nothing")).isNaN();
        assertThat(summary.training()).isNotNull();
        assertThat(summary.test()).isNotNull();
    }

    @Test
    void summary_ofAnotherSetOrNoFiniteValue_hasWhatThereIs() {
        assertThat(RunSummary.of(new FakeCurves("a").set("held out").run(), List.of()).testSet())
                .isEqualTo("held out");
        RunSummary broken =
                RunSummary.of(new FakeCurves("a").brokenFrom(0).killed().run(), List.of());
        assertThat(broken.ending()).isEqualTo("none recorded");
        assertThat(broken.training()).isNull();
        assertThat(broken.last()).isEmpty();
    }

    @Test
    void summary_ofARunThatDivergedBeforeItsFirstRecord_hasDiverged() {
        RunSummary broken =
                RunSummary.of(new FakeCurves("a").brokenFrom(0).diverged().run(), List.of());
        assertThat(broken.training()).isNotNull();
        assertThat(broken.training().divergence()).isEqualTo(new EventTime(0, false));
    }
}
