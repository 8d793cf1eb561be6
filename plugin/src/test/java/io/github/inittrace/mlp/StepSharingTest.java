// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepSharingTest {
    private static final int BOTH_TRIED = StepSharing.WARM_UP + StepSharing.TRIAL;

    @Test
    void next_sharingSlower_leavesStepsToOneUntilTheNextTrial() {
        StepSharing sharing = new StepSharing();

        int shared = sharedOf(sharing, BOTH_TRIED, 120_000, 80_000);
        assertThat(shared).isEqualTo(StepSharing.WARM_UP + StepSharing.TRIAL / 2);

        int rest = StepSharing.PERIOD - StepSharing.TRIAL;
        assertThat(sharedOf(sharing, rest, 120_000, 80_000)).isZero();
        assertThat(sharing.next()).as("a trial begins").isTrue();
    }

    @Test
    void next_sharingQuicker_shares() {
        StepSharing sharing = new StepSharing();

        sharedOf(sharing, BOTH_TRIED, 500_000, 800_000);

        int rest = StepSharing.PERIOD - StepSharing.TRIAL;
        assertThat(sharedOf(sharing, rest, 500_000, 800_000)).isEqualTo(rest);
    }

    @Test
    void next_paceChanges_followsTheNextTrial() {
        StepSharing sharing = new StepSharing();
        sharedOf(sharing, StepSharing.WARM_UP + StepSharing.PERIOD, 120_000, 80_000);
        assertThat(sharedOf(sharing, StepSharing.TRIAL, 60_000, 80_000))
                .isEqualTo(StepSharing.TRIAL / 2);

        assertThat(sharedOf(sharing, 100, 60_000, 80_000)).isEqualTo(100);
    }

    @Test
    void next_fewSlowStepsInATrial_areNoReason() {
        StepSharing sharing = new StepSharing();
        for (int step = 0; step < BOTH_TRIED; step++) {
            sharing.took(sharing.next() ? 120_000 : step % 5 == 0 ? 9_000_000 : 80_000);
        }

        assertThat(sharing.next()).isFalse();
    }

    @Test
    void next_longSteps_areSharedWithoutTrial() {
        StepSharing sharing = new StepSharing();
        long steps = StepSharing.WARM_UP + 2 * StepSharing.PERIOD;

        assertThat(sharedOf(sharing, (int) steps, StepSharing.LONG_NANOS + 1, 1)).isEqualTo(steps);
    }

    /** Takes steps that last so many nanoseconds; how many of them were shared. */
    private static int sharedOf(StepSharing sharing, int steps, long shared, long alone) {
        int count = 0;
        for (int step = 0; step < steps; step++) {
            boolean shares = sharing.next();
            count += shares ? 1 : 0;
            sharing.took(shares ? shared : alone);
        }
        return count;
    }
}
