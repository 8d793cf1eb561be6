// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

/** Gives the thread that opens it some more threads and then no more, as a system at its limit does. */
public final class ThreadLimit implements AutoCloseable {
    /** What Java says then. */
    public static final String MESSAGE = "unable to create native thread";

    private final Thread limited = Thread.currentThread();
    private int left;

    /** A new thread takes over what its parent has in it, which is where the parent can be kept from it. */
    private final InheritableThreadLocal<Boolean> inherited =
            new InheritableThreadLocal<>() {
                @Override
                protected Boolean childValue(Boolean parent) {
                    if (Thread.currentThread() == limited && left-- <= 0) {
                        throw new OutOfMemoryError(MESSAGE);
                    }
                    return parent;
                }
            };

    private ThreadLimit(int more) {
        left = more;
        inherited.set(true);
    }

    public static ThreadLimit of(int more) {
        return new ThreadLimit(more);
    }

    @Override
    public void close() {
        inherited.remove();
    }
}
