// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.RunCurves;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingValueTest {
    private static final CurveId LOSS = new CurveId(Kind.TRAINING_LOSS, "");
    private static final CurveId RELATIVE = new CurveId(Kind.RELATIVE_DISTANCE, "total");

    @Test
    void lossOfAnEpoch_isNotFiniteUnlessAnotherToolNeedNotHaveKeptIt() {
        RunCurves run = new FakeCurves("a").brokenFrom(3).run();
        assertThat(MissingValue.ofCurve(run, LOSS)).isEqualTo("not finite");
        RunCurves imported = new FakeCurves("a").imported().brokenFrom(3).run();
        assertThat(MissingValue.ofCurve(imported, LOSS)).isEqualTo("not evaluated");
        assertThat(MissingValue.ofCurve(imported, RELATIVE)).isEqualTo("not finite");
    }

    @Test
    void curveThatThereIsNone_isSaidToBeNone_orToStartAtZero() {
        RunCurves run = new FakeCurves("a").run();
        CurveId distance = new CurveId(Kind.DISTANCE, "total");
        RunCurves fromZero =
                new RunCurves(
                        run.path(),
                        run.record(),
                        run.epochs(),
                        Map.of(distance, new double[run.epochs().length]),
                        List.of());
        assertThat(MissingValue.ofCurve(fromZero, RELATIVE)).isEqualTo("starts at 0");
        assertThat(MissingValue.ofCurve(fromZero, LOSS)).isEqualTo("none recorded");
    }
}
