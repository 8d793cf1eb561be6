// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.data.CopiedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The copies of data sets' files that an executor's process has, each fetched when the first of its
 * runs needs it. Safe for several threads.
 */
final class DataCopies implements CopiedFiles {
    private final Map<String, SharedData> known = new HashMap<>();
    private final Map<SharedData, Path> fetched = new HashMap<>();

    /** Hears of data that a task may ask for, by their original places. */
    synchronized void know(Map<String, SharedData> data) {
        known.putAll(data);
    }

    @Override
    public synchronized Path of(Path original) throws IOException {
        SharedData shared = known.get(original.toString());
        if (shared == null) {
            return original;
        }
        Path copy = fetched.get(shared);
        if (copy == null) {
            copy = shared.get(SharedStorage.ofExecutor(), LocalDisk.newFolder("inittrace-data"));
            fetched.put(shared, copy);
        }
        return copy;
    }
}
