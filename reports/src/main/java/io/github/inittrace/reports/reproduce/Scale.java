// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import java.util.Locale;

/** How much of a study is trained. */
public enum Scale {
    /** A few minutes: whether all works, and what shows early. */
    QUICK,
    /** About an hour on two cores. */
    MEDIUM,
    /** As published. */
    FULL;

    /** The scale's name in commands and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
