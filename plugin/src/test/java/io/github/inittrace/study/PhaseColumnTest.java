// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static io.github.inittrace.study.PhaseColumn.Phase.HIGH;
import static io.github.inittrace.study.PhaseColumn.Phase.LOW;
import static io.github.inittrace.study.PhaseColumn.Phase.TRAINABLE;
import static io.github.inittrace.study.PhaseColumn.Phase.UNTRAINABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.measure.LossCurveAnalysis.Learner;
import io.github.inittrace.study.PhaseColumn.Cell;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhaseColumnTest {
    private static final int[] FOUR = {0, 1, 2, 3};

    private static RunSummary run(double... losses) {
        int[] epochs = IntStream.range(0, losses.length).toArray();
        return new RunSummary(
                "completed",
                epochs,
                LossSummary.of(epochs, losses),
                "test",
                null,
                Map.of(),
                List.of(),
                List.of());
    }

    @Test
    void phases_ofRunsThatDisagree_areThoseOfMost() {
        RunSummary high = run(2, 1, 0.1, 0.1);
        RunSummary low = run(2, 1, 0.9, 0.9);
        RunSummary gone = run(2, 1, 40, 40);
        assertThat(PhaseColumn.of(List.of(high, low, high), FOUR, 0.5).cells())
                .containsExactly(
                        new Cell(0, HIGH, 2, 3),
                        new Cell(1, HIGH, 2, 3),
                        new Cell(2, HIGH, 2, 3),
                        new Cell(3, HIGH, 2, 3));
        assertThat(PhaseColumn.of(List.of(high, low, gone), FOUR, 0.5).cells())
                .as("of equally many, the worse")
                .containsExactly(
                        new Cell(0, LOW, 2, 3),
                        new Cell(1, LOW, 2, 3),
                        new Cell(2, UNTRAINABLE, 1, 3),
                        new Cell(3, UNTRAINABLE, 1, 3));
    }

    @Test
    void blocks_areEqualNeighboursWithTheirLeastAgreement() {
        PhaseColumn column =
                PhaseColumn.of(List.of(run(2, 1, 40, 40), run(2, 1, 0.9, 40)), FOUR, 0.5);
        assertThat(column.blocks())
                .containsExactly(
                        new PhaseColumn.Block(LOW, 0, 1, 2, 2),
                        new PhaseColumn.Block(UNTRAINABLE, 2, 3, 1, 2));
        assertThat(new PhaseColumn(List.of()).blocks()).isEmpty();
    }

    @Test
    void phases_withoutALossOfStrongLearners_areTrainableOrNot() {
        assertThat(PhaseColumn.of(List.of(run(2, 1, 40)), FOUR, Double.NaN).cells())
                .extracting(Cell::phase)
                .containsExactly(TRAINABLE, TRAINABLE, UNTRAINABLE);
    }

    @Test
    void runsOfDifferentLength_countWhereTheyHaveARecord() {
        assertThat(PhaseColumn.of(List.of(run(2, 1), run(2, 1, 0.9)), FOUR, 0.5).cells())
                .containsExactly(
                        new Cell(0, LOW, 2, 2), new Cell(1, LOW, 2, 2), new Cell(2, LOW, 1, 1));
        assertThat(PhaseColumn.of(List.of(), FOUR, 1).cells()).isEmpty();
    }

    @Test
    void runsThatEndedWithoutAFiniteLoss_stayUntrainable() {
        assertThat(PhaseColumn.of(List.of(run(2, Double.NaN)), FOUR, 0.5).cells())
                .containsExactly(
                        new Cell(0, LOW, 1, 1),
                        new Cell(1, UNTRAINABLE, 1, 1),
                        new Cell(2, UNTRAINABLE, 1, 1),
                        new Cell(3, UNTRAINABLE, 1, 1));
    }

    @Test
    void lossSummary_ofACourse_hasItsEventsAndClass() {
        LossSummary loss =
                LossSummary.of(new int[] {0, 10, 20, 30}, new double[] {2, 0.5, 1, Double.NaN});
        assertThat(loss.last()).isNaN();
        assertThat(loss.lowest()).isEqualTo(0.5);
        assertThat(loss.minimum()).isEqualTo(new EventTime(10, false));
        assertThat(loss.divergence()).isEqualTo(new EventTime(30, false));
        assertThat(loss.learner(Double.NaN)).isEqualTo(Learner.UNSTABLE);
        LossSummary fine = LossSummary.of(new int[] {0, 1}, new double[] {2, 0.5});
        assertThat(fine.learner(1)).isEqualTo(Learner.STRONG);
        assertThat(fine.learner(0.5)).isEqualTo(Learner.WEAK);
        assertThat(fine.learner(Double.NaN)).isNull();
        LossSummary never = LossSummary.of(new int[] {0}, new double[] {Double.NaN});
        assertThat(never.lowest()).isNaN();
        assertThat(never.minimum()).isNull();
    }
}
