// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.Arrays;

/**
 * Whether the steps of a training are shared by all its workers or done by one: whichever was
 * quicker when both were tried. A step of a narrow network takes a tenth of a millisecond, and to
 * share it costs as much as it saves, more so between two threads of one core; which it is depends
 * on the machine and on what else runs there, so it is tried again now and then. The result is the
 * same bits either way.
 *
 * <p>Steps are told apart by their count alone: so many to warm up, then a trial of short stretches
 * in turn, then as the trial says until the next one.
 */
final class StepSharing {

    /** Until the code is compiled, times say little. */
    static final int WARM_UP = 512;

    /** The steps of a stretch, and how many of them are left out: sleeping workers must wake up. */
    static final int STRETCH = 32;

    static final int WAKING = 8;

    /** Stretches of either kind in a trial; several, as the machine's pace changes. */
    static final int STRETCHES = 4;

    static final int TRIAL = 2 * STRETCHES * STRETCH;

    /** From one trial to the next: all trials together are a sixteenth of the steps. */
    static final int PERIOD = 16 * TRIAL;

    /** If the shortest step takes longer, it is worth sharing anywhere; to try would only cost. */
    static final long LONG_NANOS = 2_000_000;

    private final long[] shared = new long[STRETCHES * (STRETCH - WAKING)];
    private final long[] alone = new long[shared.length];
    private long step;
    private int timesShared;
    private int timesAlone;
    private boolean shares = true;
    private long shortest = Long.MAX_VALUE;

    /** Whether the next step is to be shared. */
    boolean next() {
        if (step < WARM_UP || shortest > LONG_NANOS) {
            return true;
        }
        long place = (step - WARM_UP) % PERIOD;
        return place < TRIAL ? place / STRETCH % 2 == 0 : shares;
    }

    /** Takes down how long the step took that {@link #next} was asked for. */
    void took(long nanos) {
        long now = step++;
        if (now < WARM_UP) {
            shortest = Math.min(shortest, nanos);
            return;
        }
        long place = (now - WARM_UP) % PERIOD;
        if (place >= TRIAL || shortest > LONG_NANOS) {
            return;
        }
        if (place % STRETCH >= WAKING) {
            if (place / STRETCH % 2 == 0) {
                shared[timesShared++] = nanos;
            } else {
                alone[timesAlone++] = nanos;
            }
        }
        if (place == TRIAL - 1) {
            shares = median(shared) < median(alone);
            timesShared = 0;
            timesAlone = 0;
        }
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
