// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

/** Watches files arrive. Called on the thread that loads; keep it quick. */
@FunctionalInterface
public interface DownloadListener {

    /** Watches nothing. */
    DownloadListener NONE = (file, bytes, total) -> {};

    /**
     * More of a file is there. Called at least at its start and at its end.
     *
     * @param file the file's name
     * @param bytes how much of it is there
     * @param total how long it will be, or -1 if the server does not say
     */
    void onProgress(String file, long bytes, long total);
}
