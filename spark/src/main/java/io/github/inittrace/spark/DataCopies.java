// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.data.CopiedFiles;
import io.github.inittrace.files.PathText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The copies of data sets' files that an executor's process has, each fetched for the first of its
 * tasks that needs it. Safe for several threads.
 */
final class DataCopies implements CopiedFiles {
    private final Source source;
    private final Map<String, SharedData> known = new HashMap<>();
    private final Map<SharedData, Path> fetched = new HashMap<>();

    /** Brings data to this machine. */
    @FunctionalInterface
    interface Source {
        /**
         * Fetches what no task has needed before.
         *
         * @return the copy
         * @throws IOException if it cannot be had; one sentence
         */
        Path get(SharedData data) throws IOException;
    }

    DataCopies(Source source) {
        this.source = source;
    }

    /**
     * Fetches the data of a task, by the paths that its jobs have. These need be none in the locale of
     * this process: of a job whose path is none, the job itself says so.
     *
     * @throws IOException if they cannot be had here; another executor may have them
     */
    synchronized void fetch(Map<String, SharedData> data) throws IOException {
        known.putAll(data);
        for (SharedData shared : data.values()) {
            copy(shared);
        }
    }

    @Override
    public synchronized Path nameOf(Path original) throws IOException {
        SharedData shared = known.get(original.toString());
        return shared == null ? original.toAbsolutePath() : PathText.path(shared.original());
    }

    @Override
    public synchronized Path of(Path original) throws IOException {
        SharedData shared = known.get(original.toString());
        return shared == null ? original : copy(shared);
    }

    private Path copy(SharedData shared) throws IOException {
        Path copy = fetched.get(shared);
        if (copy == null) {
            copy = source.get(shared);
            fetched.put(shared, copy);
        }
        return copy;
    }
}
