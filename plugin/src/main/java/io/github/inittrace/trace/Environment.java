// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.text.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Tribuo;

/** The versions and the machine that a run depends on. */
final class Environment {
    private Environment() {}

    /** Versions and machine first, then what the trainer knows, in alphabetical order. */
    static Map<String, String> describe(Map<String, String> facts) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("inittrace.version", Version.current());
        all.put("tribuo.version", Tribuo.VERSION);
        for (String property :
                new String[] {"java.version", "java.vendor", "os.name", "os.version", "os.arch"}) {
            all.put(property, System.getProperty(property, "unknown"));
        }
        all.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        new TreeMap<>(facts).forEach(all::putIfAbsent);
        return all;
    }
}
