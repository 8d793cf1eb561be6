// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.export;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run to export.
 *
 * @param name what to call it
 * @param settings what tells it from the others, by name
 * @param folder its run folder
 */
record ExportedRun(String name, Map<String, String> settings, Path folder) {
    /** Copies the settings in their order. */
    ExportedRun {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
