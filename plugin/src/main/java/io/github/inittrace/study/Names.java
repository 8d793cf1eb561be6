// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Names that tell things apart. */
final class Names {
    private Names() {}

    /** The shortest ends of paths that are all different; numbered where a path comes twice. */
    static List<String> of(List<Path> folders) {
        List<Path> paths = folders.stream().map(f -> f.toAbsolutePath().normalize()).toList();
        List<String> names = new ArrayList<>();
        int deepest = paths.stream().mapToInt(Path::getNameCount).max().orElse(0);
        for (int length = 1; length <= Math.max(1, deepest); length++) {
            names.clear();
            for (Path path : paths) {
                int count = path.getNameCount();
                names.add(
                        count == 0
                                ? path.toString()
                                : path.subpath(Math.max(0, count - length), count).toString());
            }
            if (new HashSet<>(names).size() == names.size()) {
                return List.copyOf(names);
            }
        }
        return numbered(names);
    }

    /** The texts, with the name behind each that is not the only one of its kind. */
    static List<String> distinct(List<String> texts, List<String> names) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> counts.merge(text, 1, Integer::sum));
        List<String> distinct = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            boolean clear = !text.isEmpty() && counts.getOrDefault(text, 0) == 1;
            distinct.add(
                    clear
                            ? text
                            : text.isEmpty() ? names.get(i) : text + " (" + names.get(i) + ")");
        }
        return List.copyOf(distinct);
    }

    private static List<String> numbered(List<String> names) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> numbered = new ArrayList<>();
        for (String name : names) {
            int number = seen.merge(name, 1, Integer::sum);
            String candidate = number == 1 ? name : name + " #" + number;
            numbered.add(candidate);
        }
        return List.copyOf(numbered);
    }
}
