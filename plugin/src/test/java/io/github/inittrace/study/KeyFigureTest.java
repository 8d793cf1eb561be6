// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyFigureTest {
    private static final double NONE = Double.NaN;

    private static KeyFigure figure(List<KeyFigure> figures, String label) {
        return figures.stream()
                .filter(figure -> figure.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Runs run, String label) {
        return figure(KeyFigure.of(run.run()), label).text();
    }

    @Test
    void distance_isRelativeWhereThatIsDefined_andElseHasAnotherName() {
        List<KeyFigure> usual = KeyFigure.of(Runs.of(2, 1).run());
        assertThat(figure(usual, "weights moved by").value()).isCloseTo(0.1, within(1e-12));
        List<KeyFigure> fromZero = KeyFigure.of(Runs.of(2, 1).fromZero().run());
        assertThat(fromZero).extracting(KeyFigure::label).doesNotContain("weights moved by");
        KeyFigure distance = figure(fromZero, "absolute distance moved");
        assertThat(distance.value()).as("|(0.3, 0.4)|").isCloseTo(0.5, within(1e-12));
        assertThat(distance.remark()).isEqualTo("from zero");
    }

    @Test
    void figuresOfTwoRuns_areTheSameFigures() {
        NamedRun usual = Runs.of(2, 1).run();
        NamedRun fromZero = Runs.of(2, 1).fromZero().run();
        KeyFigure absolute = figure(KeyFigure.asOf(usual, fromZero), "absolute distance moved");
        assertThat(absolute.value()).isCloseTo(0.5, within(1e-12));
        assertThat(absolute.remark()).isEmpty();
        KeyFigure relative = figure(KeyFigure.asOf(fromZero, usual), "weights moved by");
        assertThat(relative.text()).isEqualTo("undefined (starts at 0)");
        assertThat(relative.remark()).isEmpty();
    }

    @Test
    void figuresAskedOfARunWithoutTheSet_haveNoValue() {
        List<KeyFigure> other =
                KeyFigure.asOf(Runs.of(2, 1).withoutSets().run(), Runs.of(2, 1).run());
        assertThat(other)
                .extracting(KeyFigure::label)
                .containsExactly(
                        "training loss",
                        "test loss",
                        "test accuracy",
                        "lowest test loss",
                        "weights moved by");
        assertThat(other.subList(1, 4))
                .extracting(KeyFigure::text)
                .containsOnly("undefined (not recorded)");
    }

    @Test
    void lowestLoss_thatNobodyEvaluated_isNotCalledNotFinite() {
        String lowest = "lowest training loss";
        assertThat(text(Runs.of(NONE, NONE).withoutSets().imported(), lowest))
                .isEqualTo("undefined (not evaluated)");
        assertThat(text(Runs.of(NONE, NONE).withoutSets(), lowest))
                .isEqualTo("undefined (not finite)");
        assertThat(text(Runs.of(NONE, 2).withoutSets().imported(), lowest)).isEqualTo("2");
    }

    @Test
    void runningLoss_thatWasNotImportedToTheEnd_isNotCalledNotFinite() {
        assertThat(text(Runs.of(3, 2, NONE).withoutSets().imported(), "running loss"))
                .isEqualTo("undefined (not evaluated)");
        assertThat(text(Runs.of(3, 2, NONE).withoutSets(), "running loss"))
                .isEqualTo("undefined (not finite)");
    }
}
