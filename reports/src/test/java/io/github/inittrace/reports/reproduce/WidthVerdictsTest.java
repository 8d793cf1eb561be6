// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.study.LossSummary;
import io.github.inittrace.study.RunSummary;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is found decides the verdict, not what was published. */
class WidthVerdictsTest {
    private static final int EPOCHS = 1000;

    /** A loss that falls to a minimum, and from an epoch on lies on a plateau; 0 for never. */
    private static LossSummary loss(double lowest, int minimum, int plateau) {
        int[] epochs = IntStream.rangeClosed(0, EPOCHS).toArray();
        double[] losses =
                IntStream.of(epochs)
                        .mapToDouble(
                                epoch ->
                                        plateau > 0 && epoch >= plateau
                                                ? 15.7
                                                : lowest + Math.abs(epoch - minimum) / 10_000.0)
                        .toArray();
        return LossSummary.of(epochs, losses);
    }

    private static Width width(int units, double lowest, int minimum, int plateau) {
        LossSummary training = loss(lowest, minimum, plateau);
        LossSummary test = loss(lowest + 0.5, 20, plateau);
        RunSummary run =
                new RunSummary(
                        "completed",
                        IntStream.rangeClosed(0, EPOCHS).toArray(),
                        training,
                        "test",
                        test,
                        Map.of(),
                        List.of(),
                        List.of());
        return new Width(units, List.of(run));
    }

    private static WidthVerdicts verdicts(int epochs, String obstacle, Width... widths) {
        return new WidthVerdicts(List.of(widths), epochs, new Comparison(obstacle));
    }

    private static Verdict first(List<Finding> findings) {
        return findings.get(0).verdict();
    }

    private final Width narrow = width(10, 2.2, EPOCHS, 0);
    private final Width unstable = width(150, 0.29, 162, 424);
    private final Width wide = width(500, 0.016, EPOCHS, 0);

    @Test
    void asPublished_agrees() {
        WidthVerdicts verdicts = verdicts(EPOCHS, null, narrow, unstable, wide);

        assertThat(first(verdicts.training())).isEqualTo(Verdict.AGREES);
        assertThat(verdicts.phases().get(0).verdict()).isEqualTo(Verdict.AGREES);
        assertThat(verdicts.phases().get(1).verdict()).isEqualTo(Verdict.AGREES);
        assertThat(verdicts.phases().get(3).verdict()).isEqualTo(Verdict.AGREES);
        assertThat(verdicts.lowest())
                .filteredOn(finding -> finding.claim().equals("C6"))
                .extracting(Finding::verdict)
                .containsOnly(Verdict.AGREES);
    }

    @Test
    void otherwise_differs() {
        Width stable = width(150, 3, 162, 0);
        Width other = width(500, 0.016, 300, 700);
        WidthVerdicts verdicts = verdicts(EPOCHS, null, narrow, stable, other);

        assertThat(first(verdicts.training())).isEqualTo(Verdict.DIFFERS);
        assertThat(first(verdicts.phases())).isEqualTo(Verdict.DIFFERS);
        assertThat(verdicts.phases().get(3).verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(verdicts.lowest().get(2).verdict()).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void tooShort_isNotTested() {
        Width stable = width(150, 0.29, 162, 0);
        WidthVerdicts verdicts = verdicts(8, null, narrow, stable, wide);

        assertThat(first(verdicts.training())).isEqualTo(Verdict.NOT_TESTED);
        assertThat(first(verdicts.phases())).isEqualTo(Verdict.NOT_TESTED);
        assertThat(verdicts.training().get(0).reason())
                .isEqualTo("trained for 8 of the published 1000 epochs");
    }

    @Test
    void otherData_barNumbersOnly() {
        WidthVerdicts verdicts = verdicts(EPOCHS, "other data", narrow, unstable, wide);

        assertThat(verdicts.phases().get(3).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(verdicts.phases().get(3).reason()).isEqualTo("other data");
        assertThat(first(verdicts.phases())).isEqualTo(Verdict.AGREES);
    }

    @Test
    void events_ofSomeRuns_areCounted() {
        Width some =
                new Width(
                        150,
                        List.of(
                                unstable.runs().get(0),
                                width(150, 0.3, 150, 0).runs().get(0),
                                width(150, 0.3, 150, 0).runs().get(0)));

        assertThat(verdicts(EPOCHS, null, narrow, some, wide).phases().get(3).here())
                .isEqualTo("10: >1000, 150: 424 (1 of 3), 500: >1000");
    }
}
