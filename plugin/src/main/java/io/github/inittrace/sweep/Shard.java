// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A part of a sweep: every n-th run. The n shards together are all runs, each once.
 *
 * @param index which one, from 1 to {@code count}
 * @param count into how many the sweep is parted
 */
public record Shard(int index, int count) {
    /** The whole sweep. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,7})/(\\d{1,7})");

    /** Checks the numbers. */
    public Shard {
        if (index < 1 || index > count) {
            throw new IllegalArgumentException(
                    "a shard is one of 1/n, 2/n, ... n/n, found " + index + "/" + count);
        }
    }

    /**
     * Reads {@code 2/8}.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static Shard parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a shard is written i/n, such as 2/8, found '" + text + "'");
        }
        return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /** Every n-th of these. */
    public <R> List<R> of(List<R> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % count == index - 1)
                .mapToObj(all::get)
                .toList();
    }

    /** Whether it is all of the sweep. */
    public boolean isWhole() {
        return count == 1;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
