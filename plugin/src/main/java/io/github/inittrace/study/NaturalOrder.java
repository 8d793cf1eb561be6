// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/** The order of names in which {@code run-2} comes before {@code run-10}. */
public final class NaturalOrder {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Compares names by the values of the numbers in them. */
    public static final Comparator<String> OF_NAMES = Comparator.comparing(NaturalOrder::sortable);

    private NaturalOrder() {}

    private static String sortable(String name) {
        return NUMBER.matcher(name)
                .replaceAll(
                        number ->
                                String.format(
                                        Locale.ROOT, "%018d", Long.parseLong(number.group())));
    }
}
