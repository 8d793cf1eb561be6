// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** C2 is judged by all networks that diverge, and by no other. */
class DivergenceVerdictsTest {
    private static final TrainingLength SHORT = TrainingLength.ofPaper(28_000);

    private static Divergence divergence(int width, double factor, double overfitting) {
        return new Divergence(
                Histories.run(Map.of("hidden", width + "," + width, "seed", "3")),
                new Jump(40, 41, 41, factor),
                0.1,
                15.2,
                overfitting,
                0.94);
    }

    private static DivergenceVerdicts verdicts(Divergence... diverged) {
        return new DivergenceVerdicts(
                new Comparison(null), "9 networks of mark-512", SHORT, List.of(diverged));
    }

    @Test
    void allThatDiverge_decide() {
        Divergence as = divergence(256, 20, 1.3);
        DivergenceVerdicts agreeing = verdicts(as, as);
        DivergenceVerdicts one = verdicts(as, divergence(256, 2, 1.02));

        assertThat(agreeing.together().verdict()).isEqualTo(Verdict.AGREES);
        assertThat(agreeing.overfitting().verdict()).isEqualTo(Verdict.AGREES);
        assertThat(one.together().verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(one.overfitting().verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(one.together().claim()).isEqualTo("C2");
        assertThat(one.together().here())
                .startsWith(
                        "1 of the 2 that diverged, of 9 networks of mark-512: width 256, seed 3:")
                .contains("loss at 41, distance at 41 by 20 times its usual step");
        assertThat(one.overfitting().here()).contains("test loss 1.020 times its lowest at 40");
    }

    @Test
    void noneThatDiverges_testsNothing() {
        assertThat(verdicts().together().verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(verdicts().overfitting().verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(verdicts().together().here())
                .isEqualTo("none of 9 networks of mark-512 diverged");
        assertThat(verdicts().together().reason())
                .isEqualTo("so far, after 28,000 of the published 1,182,000 steps");
    }

    @Test
    void figureThatIsMissing_testsNothing() {
        Divergence unknown = divergence(256, Double.NaN, Double.NaN);

        assertThat(verdicts(unknown).together().verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(verdicts(unknown).overfitting().verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    /** In the first epochs every step is large: that a network diverges there is known, no more. */
    @Test
    void divergenceInTheFirstEpochs_isTold() {
        Divergence early =
                new Divergence(
                        Histories.run(Map.of("hidden", "512,512", "seed", "3")),
                        null,
                        Double.NaN,
                        15.2,
                        Double.NaN,
                        0.94);

        assertThat(verdicts(early).stays().verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(verdicts(early).together().verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(verdicts(early).together().here())
                .isEqualTo(
                        "0 of the 1 that diverged, of 9 networks of mark-512: 1 within the first 5"
                                + " epochs, where no jump can be told");
        assertThat(verdicts(early, divergence(256, 20, 1.3)).together().verdict())
                .isEqualTo(Verdict.AGREES);
    }

    /** Of the published widths 512 stays, and so far says little. */
    @Test
    void stableWidth_differsOnceItDiverges() {
        assertThat(verdicts(divergence(512, 20, 1.3)).stays().verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(verdicts(divergence(256, 20, 1.3)).stays().verdict())
                .isEqualTo(Verdict.NOT_TESTED);
    }
}
