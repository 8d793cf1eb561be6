// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a structure that refers to itself, is nested beyond all use, or is small only because it
 * refers to its parts many times over: whoever walks it would never come to an end.
 *
 * @param <N> its nodes
 */
final class Unfolding<N> {
    private static final int DEEPEST = 100;

    /** What a table of a hundred thousand columns comes to, ten times. */
    private static final long MOST = 10_000_000;

    private static final long IN_PROGRESS = -1;

    private final Map<N, Long> sizes;
    private final Function<N, ? extends Iterable<N>> parts;

    /**
     * A check.
     *
     * @param sizes an empty map, which says by its kind what makes two nodes one
     * @param parts the parts of a node
     */
    Unfolding(Map<N, Long> sizes, Function<N, ? extends Iterable<N>> parts) {
        this.sizes = sizes;
        this.parts = parts;
    }

    /**
     * Walks each node once.
     *
     * @throws IOException if it is not to be walked; the message is the second half of a sentence
     */
    void check(N root) throws IOException {
        size(root, 0);
    }

    private long size(N node, int depth) throws IOException {
        @Nullable Long known = sizes.get(node);
        if (known != null && known == IN_PROGRESS) {
            throw new IOException("it refers to itself");
        }
        if (known != null) {
            return known;
        }
        if (depth > DEEPEST) {
            throw new IOException("it is nested more than " + DEEPEST + " deep");
        }
        sizes.put(node, IN_PROGRESS);
        long size = 1;
        for (N part : parts.apply(node)) {
            size += size(part, depth + 1);
            if (size > MOST) {
                throw new IOException(
                        String.format(Locale.ROOT, "it unfolds to more than %,d values", MOST));
            }
        }
        sizes.put(node, size);
        return size;
    }
}
