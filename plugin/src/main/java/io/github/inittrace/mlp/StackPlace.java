// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.SplittableRandom;

/**
 * Where a network stands among those whose first layers are computed as one matrix.
 *
 * @param size how many networks the stack has room for; 1 for a network by itself
 * @param lane the place of this one, from 0
 */
record StackPlace(int size, int lane) {
    /** Many more than are of use, and few enough to count with. */
    private static final int MOST = 10_000;

    StackPlace {
        Configured.require(
                size >= 1 && size <= MOST,
                "stack",
                "a stack has 1 to " + MOST + " networks, found " + size);
    }

    /** Networks of neighbouring seeds are in one stack: from 1 to {@code size}, and so on. */
    static StackPlace of(int size, long seed) {
        return new StackPlace(size, size < 1 ? 0 : (int) Math.floorMod(seed - 1, (long) size));
    }

    /** What the first network of the stack takes its orders from, in an invocation of the trainer. */
    SplittableRandom orders(long seed, int invocation) {
        SplittableRandom first = new SplittableRandom(seed - lane);
        for (int before = 0; before < invocation; before++) {
            first.split();
        }
        SplittableRandom own = first.split();
        own.split(); // its weights
        return own;
    }

    boolean isAlone() {
        return size == 1;
    }
}
