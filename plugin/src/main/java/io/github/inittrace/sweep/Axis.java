// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a plan varies in one direction: settings that change together, such as one with its values,
 * or several whose first, second, ... values belong together.
 *
 * @param choices the settings at each step, all with the same keys; at least one
 */
record Axis(List<Map<String, PlanValue>> choices) {
    Axis {
        choices = List.copyOf(choices);
    }

    /** The axis of settings with equally many values each. */
    static Axis zipped(Map<String, List<PlanValue>> values) {
        int steps = values.values().iterator().next().size();
        List<Map<String, PlanValue>> choices = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            Map<String, PlanValue> choice = new LinkedHashMap<>();
            for (Map.Entry<String, List<PlanValue>> setting : values.entrySet()) {
                choice.put(setting.getKey(), setting.getValue().get(i));
            }
            choices.add(choice);
        }
        return new Axis(choices);
    }

    /** The settings that it varies. */
    Set<String> keys() {
        return choices.get(0).keySet();
    }
}
