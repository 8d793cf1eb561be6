// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code epochs.jsonl}, whose first record is that of epoch 0. */
final class EpochLines {
    private EpochLines() {}

    static List<EpochRecord> read(Path file) throws IOException {
        return JsonLines.read(file, EpochRecord.class, "an epoch", EpochLines::complaint);
    }

    private static @Nullable String complaint(
            List<EpochRecord> before, @Nullable EpochRecord record) {
        int next = before.isEmpty() ? 0 : before.get(before.size() - 1).index() + 1;
        boolean inOrder =
                record != null && (next == 0 ? record.index() == 0 : record.index() >= next);
        return inOrder ? null : outOfOrder(next, record == null ? null : record.index());
    }

    /** That a record is not the one to come. */
    static String outOfOrder(int next, @Nullable Integer found) {
        return "is out of order: expected epoch "
                + next
                + (next == 0 ? "" : " or later")
                + ", found "
                + found;
    }
}
