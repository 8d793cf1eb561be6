// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.data.CopiedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The copies of data sets' files that an executor's process has, each fetched for the first of its
 * tasks that needs it. Safe for several threads.
 */
final class DataCopies implements CopiedFiles {
    private final Map<String, SharedData> known = new HashMap<>();
    private final Map<SharedData, Path> fetched = new HashMap<>();

    /**
     * Fetches the data of a task, by the paths that its jobs have.
     *
     * @throws IOException if they cannot be had here; another executor may have them
     */
    synchronized void fetch(Map<String, SharedData> data) throws IOException {
        known.putAll(data);
        for (String path : data.keySet()) {
            of(Path.of(path));
        }
    }

    @Override
    public synchronized Path nameOf(Path original) {
        SharedData shared = known.get(original.toString());
        return shared == null ? original.toAbsolutePath() : Path.of(shared.original());
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
