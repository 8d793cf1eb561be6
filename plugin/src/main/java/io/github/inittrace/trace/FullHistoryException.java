// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.run.EpochRecord;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The records of a run have filled the memory, in which they are kept until it ends, with a run
 * folder as well. Thrown only where they are known to take most of it.
 */
public final class FullHistoryException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final int records;
    private final long mebibytes;

    private FullHistoryException(int records, long bytes, OutOfMemoryError cause) {
        super(sentence(records, bytes >> 20, "Recording.records"), cause);
        this.records = records;
        mebibytes = bytes >> 20;
    }

    /**
     * Finds out whether the records took most of a memory that ran out, by letting go of all but the
     * last.
     *
     * @param records the records, which are lost
     * @return what to throw; null if it was not them
     */
    static @Nullable FullHistoryException of(List<EpochRecord> records, OutOfMemoryError error) {
        int count = records.size();
        long before = usedMemory();
        records.subList(0, Math.max(0, count - 1)).clear();
        long freed = before - usedMemory();
        return 2 * freed < before ? null : new FullHistoryException(count, freed, error);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
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
