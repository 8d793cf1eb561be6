// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A run of a sweep as it stands in the sweep's folder.
 *
 * @param run the run
 * @param state how far it is
 * @param message why it failed; null if it has not
 * @param folder its run folder, which is there if it is finished
 */
public record RecordedRun(
        SweepRun run, RunResult.State state, @Nullable String message, Path folder) {}
