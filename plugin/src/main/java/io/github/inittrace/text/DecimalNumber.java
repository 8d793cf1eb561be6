// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

/** Numbers as tables and plans have them. */
public final class DecimalNumber {
    private DecimalNumber() {}

    /**
     * The finite number that a text is in decimal notation, or NaN. Java's suffixes for types and
     * its hexadecimal numbers are no numbers in anybody's data: {@code 3d} may be a name.
     *
     * @param text any text; blanks around the number are no part of it
     */
    public static double of(String text) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            return Double.NaN;
        }
        char last = plain.charAt(plain.length() - 1);
        boolean decimal = (last >= '0' && last <= '9' || last == '.') && plain.indexOf('x') < 0;
        if (!decimal || plain.indexOf('X') >= 0) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(plain);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
