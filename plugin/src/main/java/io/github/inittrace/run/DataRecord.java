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
    public DataRecord {
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }
}
