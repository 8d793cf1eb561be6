// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.study.LossSummary;
import io.github.inittrace.study.RunSummary;
import java.util.Arrays;
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
        return verdicts(epochs, 1182, obstacle, widths);
    }

    private static WidthVerdicts verdicts(
            int epochs, int stepsPerEpoch, String obstacle, Width... widths) {
        return new WidthVerdicts(
                List.of(widths),
                epochs,
                TrainingLength.ofPaper((long) epochs * stepsPerEpoch),
                new Comparison(obstacle));
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
                .isEqualTo("so far, after 9,456 of the published 1,182,000 steps");
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

    /** In 400 epochs, of the published ones only width 200 may diverge, and none must. */
    @Test
    void asPublishedUntilNow_isNotTested() {
        Width soFar = width(150, 0.29, 162, 0);
        Width diverged = width(200, 0.19, 141, 370);
        WidthVerdicts verdicts = verdicts(400, null, narrow, soFar, diverged, wide);

        assertThat(first(verdicts.training())).isEqualTo(Verdict.AGREES); // one of two
        assertThat(first(verdicts.phases())).isEqualTo(Verdict.NOT_TESTED);
        assertThat(verdicts.phases().get(0).reason())
                .isEqualTo("so far, after 472,800 of the published 1,182,000 steps");
        Width wrong = width(500, 0.016, 100, 300);
        assertThat(first(verdicts(400, null, narrow, soFar, wrong).phases()))
                .isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void plateau_isComparedByItsHeight() {
        WidthVerdicts verdicts = verdicts(EPOCHS, null, narrow, unstable, wide);

        assertThat(verdicts.training().get(1).here()).isEqualTo("15.70");
        assertThat(verdicts.training().get(1).verdict()).isEqualTo(Verdict.AGREES);
        assertThat(verdicts(EPOCHS, null, narrow, wide).training().get(1).verdict())
                .isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void minimumOfTheTestLoss_beyondAHundredEpochs_differs() {
        Width late = minimumOfTest(390);

        assertThat(first(verdicts(EPOCHS, null, narrow, unstable, wide).test()))
                .isEqualTo(Verdict.AGREES);
        assertThat(first(verdicts(EPOCHS, null, narrow, unstable, late).test()))
                .isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void lowestLosses_ofOneWidth_areNotTested_andDifferWhereTheWidestIsNotAmongTheLowest() {
        assertThat(verdicts(EPOCHS, null, wide).lowest().get(2).verdict())
                .isEqualTo(Verdict.NOT_TESTED);
        WidthVerdicts rising =
                verdicts(
                        EPOCHS,
                        null,
                        width(10, 0.2, 100, 0),
                        width(50, 0.1, 100, 0),
                        width(150, 0.109, 100, 0),
                        width(500, 0.118, 100, 0));
        assertThat(rising.lowest().get(2).verdict()).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void eventsAtTheEnd_ofAPublishedEpochNearIt_agree() {
        Width hundred = width(100, 0.41, 321, 0);

        assertThat(verdicts(EPOCHS, null, narrow, hundred, wide).phases().get(3).verdict())
                .isEqualTo(Verdict.AGREES);
        assertThat(first(verdicts(EPOCHS, null, narrow, unstable, hundred, wide).phases()))
                .isEqualTo(Verdict.AGREES);
    }

    /** The steps of 100 published epochs are 118,200: 252 epochs of 469, and more than 1000 of 28. */
    @Test
    void earlyMinimum_countsInSteps() {
        Width early = minimumOfTest(200);
        Width late = minimumOfTest(390);

        assertThat(earlyMinimum(469, early).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(earlyMinimum(469, early).reason()).startsWith("so far");
        assertThat(earlyMinimum(469, early).here()).contains("by epoch 252, of 1000");
        assertThat(earlyMinimum(469, late).verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(earlyMinimum(28, late).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(earlyMinimum(28, minimumOfTest(EPOCHS)).reason()).isEqualTo("too few steps");
    }

    private static Finding earlyMinimum(int stepsPerEpoch, Width width) {
        return verdicts(EPOCHS, stepsPerEpoch, null, width).test().get(0);
    }

    private static Width minimumOfTest(int epoch) {
        RunSummary run =
                new RunSummary(
                        "completed",
                        IntStream.rangeClosed(0, EPOCHS).toArray(),
                        loss(0.016, EPOCHS, 0),
                        "test",
                        loss(0.5, epoch, 0),
                        Map.of(),
                        List.of(),
                        List.of());
        return new Width(350, List.of(run));
    }

    /** 1000 epochs of 28 steps are fewer than 24 of the published ones. */
    @Test
    void asManyEpochsOfFewerSteps_leaveOpenWhatIsStillToCome() {
        Width stable = width(150, 0.29, 162, 0);
        WidthVerdicts short1000 = verdicts(EPOCHS, 28, "other data", narrow, stable, wide);

        assertThat(first(short1000.training())).isEqualTo(Verdict.NOT_TESTED);
        assertThat(first(short1000.phases())).isEqualTo(Verdict.NOT_TESTED);
        assertThat(first(short1000.test())).isEqualTo(Verdict.NOT_TESTED);
        Width other = width(500, 0.016, 300, 700);
        assertThat(first(verdicts(EPOCHS, 28, null, narrow, other).phases()))
                .isEqualTo(Verdict.DIFFERS);
    }

    /** The lowest losses of figure 2d, which fall and then lie level. */
    @Test
    void lowestLosses_asPublished_fall() {
        double[] training = {2.22, 0.69, 0.41, 0.29, 0.186, 0.02, 0.016, 0.016};
        int[] units = {10, 50, 100, 150, 200, 275, 350, 500};
        Width[] widths = new Width[units.length];
        Arrays.setAll(widths, i -> width(units[i], training[i], 100, 0));
        Width[] level = {width(10, 0.2, 100, 0), width(500, 0.19, 100, 0)};

        assertThat(verdicts(EPOCHS, null, widths).lowest().get(2).verdict())
                .isEqualTo(Verdict.AGREES);
        assertThat(verdicts(EPOCHS, null, level).lowest().get(2).verdict())
                .isEqualTo(Verdict.DIFFERS);
    }
}
