// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Work on all processors in parts that share memory which its caller frees afterwards. A parallel
 * stream of its own would throw, or find its first result, while other parts are still under way.
 */
final class Parts {
    private Parts() {}

    /**
     * Does all parts, and returns or throws when none is under way any more.
     *
     * @param part does the i-th of them
     * @return what came of each, in their order
     * @throws RuntimeException what the first of the parts that fail throws, in their order
     * @throws Error likewise
     */
    static <R> List<R> inParallel(int count, IntFunction<R> part) {
        List<Done<R>> all =
                IntStream.range(0, count).parallel().mapToObj(i -> done(part, i)).toList();
        for (Done<R> done : all) {
            if (done.failure instanceof Error error) {
                throw error;
            }
            if (done.failure instanceof RuntimeException exception) {
                throw exception;
            }
        }
        return all.stream().map(done -> Objects.requireNonNull(done.result)).toList();
    }

    private static <R> Done<R> done(IntFunction<R> part, int index) {
        try {
            return new Done<>(part.apply(index), null);
        } catch (RuntimeException | Error e) {
            return new Done<>(null, e);
        }
    }

    private record Done<R>(@Nullable R result, @Nullable Throwable failure) {}
}
