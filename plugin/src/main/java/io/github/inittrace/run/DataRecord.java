// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A data set that took part in a run.
 *
 * @param name what it is called in the record: {@code training}, or a validation set's name
 * @param examples how many examples it has
 * @param provenance Tribuo's provenance of it, flattened to text, file hashes included
 */
public record DataRecord(String name, int examples, Map<String, String> provenance) {
    /** What the provenance holds where nothing is known of the data, not even how many they are. */
    public static final String UNKNOWN = "unknown data";

    public DataRecord {
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** Whether anything is known of the data. No getter, which JSON would have. */
    public boolean hasFacts() {
        return !provenance.containsValue(UNKNOWN);
    }
}
