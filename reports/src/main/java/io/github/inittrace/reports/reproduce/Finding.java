// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

/**
 * A published statement or number beside what the runs came to.
 *
 * @param claim which of the publication's claims it bears on, such as {@code C4}; empty for none
 * @param what what is compared
 * @param published what was published, and how it is known
 * @param here what was found
 * @param verdict whether they agree
 * @param tolerance when they would
 * @param reason what to know about the verdict; may be empty
 */
public record Finding(
        String claim,
        String what,
        String published,
        String here,
        Verdict verdict,
        String tolerance,
        String reason) {
    /** The same, with more that is to be known about the verdict. */
    Finding remarked(String remark) {
        return new Finding(
                claim,
                what,
                published,
                here,
                verdict,
                tolerance,
                reason.isEmpty() ? remark : reason + "; " + remark);
    }
}
