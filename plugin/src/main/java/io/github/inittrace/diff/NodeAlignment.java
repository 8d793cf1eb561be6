// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Aligns the nodes of two graphs along both, as {@code diff} aligns lines: a longest common
 * subsequence of operators, of which that one is taken that agrees in most weights, attributes and
 * names.
 */
final class NodeAlignment {
    /** Cells of the table of the alignment, four bytes each. */
    private static final long MOST_CELLS =
            Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 64);

    /** More than all that the tie-breaks of a table can come to. */
    private static final int MATCH = 1 << 16;

    private static final int SAME_WEIGHT = 4;
    private static final int SAME_ATTRIBUTES = 2;
    private static final int SAME_NAME = 1;

    /** Each side of the alignment; with the cells it bounds the sum of scores. */
    private static final int LONGEST = MATCH / (SAME_WEIGHT + SAME_ATTRIBUTES + SAME_NAME + 1);

    private NodeAlignment() {}

    /** Is told of two nodes that belong together. */
    interface Match {
        void of(int nodeOfA, int nodeOfB);
    }

    /** A node to be aligned, and what it is judged by. */
    record Candidate(int node, String operator, String name, int digest, int[] known) {

        /** How well two nodes go together; 0 if their operators differ. */
        int score(Candidate other) {
            if (!operator.equals(other.operator)) {
                return 0;
            }
            return MATCH
                    + (hasSameWeights(other) ? SAME_WEIGHT : 0)
                    + (digest == other.digest ? SAME_ATTRIBUTES : 0)
                    + (name.equals(other.name) ? SAME_NAME : 0);
        }

        /** Whether two nodes agree in all but perhaps the name. */
        boolean isSure(Candidate other) {
            return score(other) >= MATCH + SAME_WEIGHT + SAME_ATTRIBUTES;
        }

        /** Whether a value that both sides know is taken by both, or none by either. */
        private boolean hasSameWeights(Candidate other) {
            for (int ours : known) {
                for (int theirs : other.known) {
                    if (ours == theirs) {
                        return true;
                    }
                }
            }
            return known.length == 0 && other.known.length == 0;
        }
    }

    /**
     * Aligns two lists of nodes.
     *
     * @return whether they were; else they were too many, and only those of one name are matched
     */
    static boolean align(List<Candidate> left, List<Candidate> right, Match match) {
        int start = 0;
        int least = Math.min(left.size(), right.size());
        while (start < least && left.get(start).isSure(right.get(start))) {
            match.of(left.get(start).node, right.get(start).node);
            start++;
        }
        int endA = left.size();
        int endB = right.size();
        while (endA > start && endB > start && left.get(endA - 1).isSure(right.get(endB - 1))) {
            match.of(left.get(--endA).node, right.get(--endB).node);
        }
        List<Candidate> restA = left.subList(start, endA);
        List<Candidate> restB = right.subList(start, endB);
        boolean few =
                (long) restA.size() * restB.size() <= MOST_CELLS
                        && Math.min(restA.size(), restB.size()) <= LONGEST;
        if (few) {
            byTable(restA, restB, match);
        } else {
            byNames(restA, restB, match);
        }
        return few;
    }

    private static void byNames(List<Candidate> left, List<Candidate> right, Match match) {
        Map<List<String>, Candidate> named = new HashMap<>();
        right.forEach(node -> named.put(List.of(node.operator, node.name), node));
        for (Candidate node : left) {
            Candidate other = named.remove(List.of(node.operator, node.name));
            if (other != null && !node.name.isEmpty()) {
                match.of(node.node, other.node);
            }
        }
    }

    private static void byTable(List<Candidate> left, List<Candidate> right, Match match) {
        int[][] best = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                int skipped = Math.max(best[i + 1][j], best[i][j + 1]);
                int score = left.get(i).score(right.get(j));
                best[i][j] = score == 0 ? skipped : Math.max(skipped, best[i + 1][j + 1] + score);
            }
        }
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            if (best[i][j] == best[i + 1][j]) {
                i++;
            } else if (best[i][j] == best[i][j + 1]) {
                j++;
            } else {
                match.of(left.get(i++).node, right.get(j++).node);
            }
        }
    }
}
