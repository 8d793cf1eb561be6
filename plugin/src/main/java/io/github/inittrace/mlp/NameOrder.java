// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.text.SafeText;
import io.github.inittrace.text.ShortText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Orders that other tools put names in, and how a sentence lists names. */
final class NameOrder {
    /** As Python sorts text, which differs from Java beyond the first 65536 characters. */
    static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    /** Of names that are all numbers. */
    static final Comparator<String> BY_VALUE =
            Comparator.<String, BigDecimal>comparing(BigDecimal::new).thenComparing(BY_CODE_POINT);

    /** By code point, but digits within a name count as the number they are: x2 before x10. */
    static final Comparator<String> BY_NUMBERS_WITHIN = NameOrder::compareParts;

    private static final Pattern PARTS = Pattern.compile("[0-9]+|[^0-9]+");

    /** So many names are listed in full. */
    private static final int FEW = 10;

    private static final int LONGEST = 40;

    private NameOrder() {}

    static boolean areNumbers(List<String> names) {
        return names.stream().allMatch(NameOrder::isNumber);
    }

    private static boolean isNumber(String name) {
        try {
            new BigDecimal(name);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static int compareParts(String a, String b) {
        List<String> as = parts(a);
        List<String> bs = parts(b);
        for (int i = 0; i < Math.min(as.size(), bs.size()); i++) {
            int order = comparePart(as.get(i), bs.get(i));
            if (order != 0) {
                return order;
            }
        }
        return as.size() != bs.size()
                ? Integer.compare(as.size(), bs.size())
                : BY_CODE_POINT.compare(a, b);
    }

    private static List<String> parts(String name) {
        return PARTS.matcher(name).results().map(MatchResult::group).toList();
    }

    private static int comparePart(String a, String b) {
        return isDigit(a.charAt(0)) && isDigit(b.charAt(0))
                ? new BigInteger(a).compareTo(new BigInteger(b))
                : BY_CODE_POINT.compare(a, b);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The first name that stands in a list a second time; null if there is none. */
    static @Nullable String repeated(List<String> names) {
        Set<String> seen = new HashSet<>();
        return names.stream().filter(name -> !seen.add(name)).findFirst().orElse(null);
    }

    /** Names for a sentence: all of a few, else the first three and the last. */
    static String listed(List<String> names) {
        List<String> some = names.size() <= FEW ? names : names.subList(0, 3);
        String list = String.join(", ", some.stream().map(NameOrder::shown).toList());
        return some.size() == names.size()
                ? list
                : list + ", ..., " + shown(names.get(names.size() - 1));
    }

    /** A name for a sentence: short, and without what moves a terminal's cursor. */
    static String shown(String name) {
        return ShortText.of(SafeText.onOneLine(name), LONGEST);
    }
}
