// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.util.Locale;

/**
 * The records of a run have filled the memory, in which they are kept until it ends, with a run
 * folder as well. Thrown only where they are known to take most of it.
 */
public final class FullHistoryException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final int records;
    private final long mebibytes;

    FullHistoryException(int records, long bytes, OutOfMemoryError cause) {
        super(sentence(records, bytes >> 20, "Recording.records"), cause);
        this.records = records;
        mebibytes = bytes >> 20;
    }

    /**
     * What happened and what to do, in a sentence.
     *
     * @param remedy what the user calls the interval of records
     */
    public String sentence(String remedy) {
        return sentence(records, mebibytes, remedy);
    }

    private static String sentence(int records, long mebibytes, String remedy) {
        return String.format(
                Locale.ROOT,
                "memory ran out: the %,d records of this run fill %,d of the %,d MiB that Java may"
                        + " use; take fewer with %s, or give Java more with -Xmx",
                records,
                mebibytes,
                Runtime.getRuntime().maxMemory() >> 20,
                remedy);
    }
}
