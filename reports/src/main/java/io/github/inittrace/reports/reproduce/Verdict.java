// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

/** Whether what was found agrees with what was published. */
public enum Verdict {
    /** Within the tolerance. */
    AGREES("agrees"),
    /** Beyond the tolerance. */
    DIFFERS("differs"),
    /** Trained on other data or for another time than the published number, which says nothing here. */
    NOT_COMPARABLE("not comparable"),
    /** What the statement is about did not come up in the runs. */
    NOT_TESTED("not tested");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** The verdict in words. */
    public String word() {
        return word;
    }
}
