// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.rebuild;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of settings that are written as one number or word. */
final class PlainValue {
    private PlainValue() {}

    /**
     * What was to be written in place of a value that OLCUT would refuse in Java's words. It reads
     * numbers and enums as this does.
     *
     * @param type the type of the setting, or of the members of its list
     * @param value as it is written
     * @return in words; empty if the value will do, or the type is neither a number nor an enum
     */
    static Optional<String> missed(Class<?> type, Object value) {
        String text = String.valueOf(value);
        if (type.isEnum()) {
            List<String> names =
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList();
            return names.contains(text)
                    ? Optional.empty()
                    : Optional.of("one of " + String.join(", ", names));
        }
        boolean isInt = type == int.class || type == Integer.class;
        boolean isWhole = isInt || type == long.class || type == Long.class;
        try {
            if (isInt) {
                Integer.parseInt(text);
            } else if (isWhole) {
                Long.parseLong(text);
            } else if (isFraction(type)) {
                Double.parseDouble(text);
            }
            return Optional.empty();
        } catch (NumberFormatException e) {
            boolean isTooLong = isWhole && text.matches("[+-]?\\d+");
            return Optional.of(
                    (isWhole ? "a whole number" : "a number")
                            + (isTooLong ? " of " + (isInt ? 32 : 64) + " bits" : ""));
        }
    }

    private static boolean isFraction(Class<?> type) {
        return type == double.class
                || type == Double.class
                || type == float.class
                || type == Float.class;
    }
}
