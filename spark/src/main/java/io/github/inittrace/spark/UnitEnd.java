// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of a task.
 *
 * @param drafts by the names of the runs that have ended the URIs of their folders, which wait to
 *     be moved to their places
 * @param failures by the names of those that failed why, as sentences
 */
record UnitEnd(Map<String, String> drafts, Map<String, String> failures) implements Serializable {
    UnitEnd {
        drafts = new LinkedHashMap<>(drafts);
        failures = new LinkedHashMap<>(failures);
    }
}
