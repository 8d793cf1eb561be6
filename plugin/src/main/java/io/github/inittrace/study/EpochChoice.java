// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

/**
 * Which of the recorded epochs a rule is about.
 *
 * @param kind which
 * @param index the epoch's index; counts for {@link Kind#AT} alone
 */
public record EpochChoice(Kind kind, int index) {
    /** The ways to choose. */
    public enum Kind {
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

    public static final EpochChoice LAST = new EpochChoice(Kind.LAST, 0);

    /** Whether it is one epoch. */
    public boolean isOne() {
        return kind != Kind.ANY && kind != Kind.EVERY;
    }

    /** The words for the name of a rule. */
    public String words() {
        return switch (kind) {
            case LAST -> "at the last epoch";
            case AT -> "at epoch " + index;
            case BEST -> "at its best epoch";
            case ANY -> "at any epoch";
            case EVERY -> "at every epoch";
        };
    }
}
