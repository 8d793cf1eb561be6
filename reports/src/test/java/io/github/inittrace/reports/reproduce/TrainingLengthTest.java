// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The published networks took 1000 epochs of 1182 steps: 151,241 images in minibatches of 128. */
class TrainingLengthTest {
    private final TrainingLength published = TrainingLength.ofPaper(1_182_000);

    /** 1000 epochs of MNIST, as many as published and fewer steps. */
    private final TrainingLength mnist = TrainingLength.ofPaper(469_000);

    @Test
    void whatLasts_isRefutedAtOnce_andHoldsAfterAsManyStepsOnly() {
        assertThat(mnist.lasting(Verdict.DIFFERS)).isEqualTo(new Judgement(Verdict.DIFFERS, ""));
        assertThat(mnist.lasting(Verdict.AGREES))
                .isEqualTo(
                        new Judgement(
                                Verdict.NOT_TESTED,
                                "so far, after 469,000 of the published 1,182,000 steps"));
        assertThat(mnist.lasting(Verdict.NOT_TESTED).reason()).isEmpty();
        assertThat(published.lasting(Verdict.AGREES)).isEqualTo(new Judgement(Verdict.AGREES, ""));
    }

    @Test
    void whatComesUp_holdsAtOnce_andIsRefutedAfterAsManyStepsOnly() {
        assertThat(mnist.arising(true)).isEqualTo(new Judgement(Verdict.AGREES, ""));
        assertThat(mnist.arising(false).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(mnist.arising(false).reason()).contains("469,000", "1,182,000");
        assertThat(published.arising(false)).isEqualTo(new Judgement(Verdict.DIFFERS, ""));
    }

    @Test
    void epochs_areThoseOfThePublication() {
        assertThat(published.covers(1000)).isTrue();
        assertThat(published.covers(1001)).isFalse();
        assertThat(mnist.covers(396)).isTrue(); // 468,072 steps
        assertThat(mnist.covers(397)).isFalse(); // 469,254
    }
}
