// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * The longest common subsequence of two lists, and of several the one that is worth most, as {@code
 * diff} finds the common lines of two texts. What is common at both ends needs no table where it
 * can be nothing else; most models of one kind have little else.
 */
final class Alignment {
    /** A table takes memory by the product of both numbers: 32 MB at most. */
    private static final int MOST = 2800;

    /** What a pair is worth beside the points that choose among subsequences of one length. */
    private static final int PAIR = 4096;

    private final int[] partners;
    private final IntBinaryOperator points;

    private Alignment(int sizeA, IntBinaryOperator points) {
        partners = new int[sizeA];
        this.points = points;
        Arrays.fill(partners, -1);
    }

    /**
     * Aligns two lists.
     *
     * @param points what a pair of two places is worth: below 0 for none, 0, or 1 for one that is
     *     to be preferred
     * @param certain whether the two next of both, from either end, can be nothing but a pair
     * @return for each place of the first list, that in the second or -1
     */
    static int[] of(int sizeA, int sizeB, IntBinaryOperator points, Certain certain) {
        Alignment alignment = new Alignment(sizeA, points);
        if (!alignment.align(sizeA, sizeB, certain)) {
            Arrays.fill(alignment.partners, -1);
            alignment.align(sizeA, sizeB, (a, b) -> true);
        }
        return alignment.partners;
    }

    /** Whether two places that may be a pair can be nothing else. */
    @FunctionalInterface
    interface Certain {
        boolean test(int a, int b);
    }

    private boolean align(int sizeA, int sizeB, Certain certain) {
        int least = Math.min(sizeA, sizeB);
        int start = 0;
        while (start < least
                && points.applyAsInt(start, start) >= 0
                && certain.test(start, start)) {
            partners[start] = start;
            start++;
        }
        int endA = sizeA;
        int endB = sizeB;
        while (endA > start
                && endB > start
                && points.applyAsInt(endA - 1, endB - 1) >= 0
                && certain.test(endA - 1, endB - 1)) {
            partners[--endA] = --endB;
        }
        if (endA - start > MOST || endB - start > MOST) {
            return false;
        }
        int[][] worth = worth(start, endA, endB);
        int i = start;
        int j = start;
        while (i < endA && j < endB) {
            int[] row = worth[i - start];
            int[] below = worth[i + 1 - start];
            int point = points.applyAsInt(i, j);
            if (point >= 0 && row[j - start] == below[j + 1 - start] + PAIR + point) {
                partners[i++] = j++;
            } else if (below[j - start] >= row[j + 1 - start]) {
                i++;
            } else {
                j++;
            }
        }
        return true;
    }

    /** What the best common subsequence is worth from each pair of places on. */
    private int[][] worth(int start, int endA, int endB) {
        int[][] worth = new int[endA - start + 1][endB - start + 1];
        for (int i = endA - start - 1; i >= 0; i--) {
            for (int j = endB - start - 1; j >= 0; j--) {
                int best = Math.max(worth[i + 1][j], worth[i][j + 1]);
                int point = points.applyAsInt(start + i, start + j);
                worth[i][j] = point < 0 ? best : Math.max(best, worth[i + 1][j + 1] + PAIR + point);
            }
        }
        return worth;
    }
}
