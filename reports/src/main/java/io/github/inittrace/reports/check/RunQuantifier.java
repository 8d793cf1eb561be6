// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.text.YamlReader;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the runs of a group count.
 *
 * @param kind in which way
 * @param percent how many of them have to obey; counts for {@link Kind#SHARE} alone
 */
record RunQuantifier(Kind kind, double percent) {
    /** The ways. */
    enum Kind {
        /** Every run has to obey. */
        EVERY,
        /** The mean of their figures has to. */
        MEAN,
        /** The worst of their figures has to, which is the same as every. */
        WORST,
        /** A share of them has to. */
        SHARE
    }

    static final String KEY = "of";
    static final RunQuantifier EVERY = new RunQuantifier(Kind.EVERY, 100);
    static final RunQuantifier MEAN = new RunQuantifier(Kind.MEAN, 100);

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(\\.\\d{1,9})?)\\s*%");

    /** Reads it from the fields of a rule. */
    static RunQuantifier of(RuleFields fields, Rule rule) throws BrokenRulesException {
        if (!fields.has(KEY)) {
            return EVERY;
        }
        String text = fields.text(KEY);
        Matcher share = PERCENT.matcher(text);
        double percent = share.matches() ? Double.parseDouble(share.group(1)) : 0;
        if (percent > 0 && percent <= 100) {
            return new RunQuantifier(Kind.SHARE, percent);
        }
        return switch (text) {
            case "every" -> EVERY;
            case "mean", "worst" -> {
                if (!(rule instanceof FigureRule figure) || !figure.isOfOneEpoch()) {
                    throw fields.at(KEY)
                            .broken(
                                    "'"
                                            + text
                                            + "' is known of a figure at one epoch; use every, or a"
                                            + " share such as 80 %");
                }
                yield new RunQuantifier(Kind.valueOf(text.toUpperCase(Locale.ROOT)), 100);
            }
            default ->
                    throw fields.at(KEY)
                            .broken(
                                    "expected every, mean, worst or a share from above 0 to 100 % in"
                                            + " 'of', found '"
                                            + YamlReader.shortened(text)
                                            + "'");
        };
    }

    /** Whether so many runs suffice. */
    boolean suffices(int obeying, int runs) {
        return obeying >= percent / 100 * runs - 1e-9;
    }

    /** The words for the name of a rule. */
    String words() {
        return switch (kind) {
            case EVERY -> "in every run";
            case MEAN -> "in the mean of the runs";
            case WORST -> "in the worst run";
            case SHARE -> "in at least " + Bound.plain(percent) + " % of the runs";
        };
    }
}
