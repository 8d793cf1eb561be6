// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

/**
 * Which of the recorded epochs a rule is about.
 *
 * @param kind which
 * @param index the epoch's index; counts for {@link Kind#AT} alone
 */
record EpochChoice(Kind kind, int index) {
    /** The ways to choose. */
    enum Kind {
        /** The last one recorded. */
        LAST,
        /** That with a given index. */
        AT,
        /** That with the lowest loss, or the highest accuracy. */
        BEST,
        /** One of them at least, the untrained network not counted. */
        ANY,
        /** All of them, the untrained network not counted. */
        EVERY
    }

    static final EpochChoice LAST = new EpochChoice(Kind.LAST, 0);

    /** Whether it is one epoch. */
    boolean isOne() {
        return kind != Kind.ANY && kind != Kind.EVERY;
    }

    /** The words for the name of a rule. */
    String words() {
        return switch (kind) {
            case LAST -> "at the last epoch";
            case AT -> "at epoch " + index;
            case BEST -> "at its best epoch";
            case ANY -> "at any epoch";
            case EVERY -> "at every epoch";
        };
    }
}
