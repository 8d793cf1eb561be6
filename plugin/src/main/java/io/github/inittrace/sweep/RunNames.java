// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of folders for runs, out of what differs: {@code hidden=64,64_seed=3}. For one thread. */
final class RunNames {
    /** Every file system takes so many, with the name of a file inside. */
    private static final int LONGEST = 120;

    private static final String UNSAFE = "[^A-Za-z0-9.,+=-]+";

    private final Set<String> taken = new HashSet<>();
    private final Map<String, String> words;

    /**
     * Starts without names.
     *
     * @param words what settings are called, where it is not as they are
     */
    RunNames(Map<String, String> words) {
        this.words = words;
    }

    /** Whether a run may have such a name: that of a folder, and no way to another place. */
    static boolean isName(String text) {
        return text.matches("[A-Za-z0-9.,+=_-]+") && !text.matches("\\.{1,2}");
    }

    /** A name that no run before has, also where case makes no difference. */
    String name(Map<String, PlanValue> varied) {
        String name =
                varied.entrySet().stream()
                        .map(
                                e ->
                                        safe(words.getOrDefault(e.getKey(), e.getKey()))
                                                + "="
                                                + safe(e.getValue().text()))
                        .collect(Collectors.joining("_"));
        name = name.isEmpty() ? "run" : name.substring(0, Math.min(LONGEST, name.length()));
        String unique = name;
        for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
            unique = name + "-" + i;
        }
        return unique;
    }

    private static String safe(String text) {
        return text.replaceAll(UNSAFE, "-");
    }
}
