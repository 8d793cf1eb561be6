// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.reports.check.Bound.Kind;
import io.github.inittrace.study.FigurePath;
import io.github.inittrace.text.YamlReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the bounds of a figure from the keys and values of its rule. */
final class BoundParser {
    private static final Pattern PERCENT = Pattern.compile("(.*\\d\\.?)\\s*%");

    private final RuleFields fields;
    private final FigurePath figure;

    BoundParser(RuleFields fields, FigurePath figure) {
        this.fields = fields;
        this.figure = figure;
    }

    /** At least one. */
    List<Bound> bounds() throws BrokenRulesException {
        List<Bound> bounds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (fields.has(kind.key())) {
                bounds.add(bound(kind.key(), kind));
            }
        }
        if (bounds.isEmpty()) {
            throw fields.place()
                    .broken(
                            "expected a bound for '"
                                    + figure.text()
                                    + "', found none; add one of "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(Kind.values()).map(Kind::key).toList()));
        }
        String min = Kind.MIN.key();
        String max = Kind.MAX.key();
        if (fields.has(min) && fields.has(max) && fields.number(min) > fields.number(max)) {
            throw fields.at(max)
                    .broken(
                            "expected 'max' not to be below 'min', found "
                                    + fields.text(max)
                                    + " below "
                                    + fields.text(min));
        }
        return bounds;
    }

    /** The bound that stands behind a key. */
    Bound bound(String key, Kind kind) throws BrokenRulesException {
        Matcher percent = PERCENT.matcher(fields.text(key));
        boolean canBePercent = kind.isRelative() && kind != Kind.WITHIN_FACTOR;
        double amount =
                percent.matches() ? fields.number(key, percent.group(1)) : fields.number(key);
        if (percent.matches() && !canBePercent) {
            throw noPercent(kind, amount);
        }
        if (canBePercent && amount < 0) {
            throw fields.at(key)
                    .broken("expected 0 or more in '" + key + "', found " + fields.text(key));
        }
        if (kind == Kind.WITHIN_FACTOR && amount < 1) {
            throw fields.at(key)
                    .broken("expected 1 or more in '" + key + "', found " + fields.text(key));
        }
        return new Bound(kind, amount, percent.matches());
    }

    private BrokenRulesException noPercent(Kind kind, double percents) throws BrokenRulesException {
        String share = Bound.plain((100 + percents) / 100);
        String advice =
                kind == Kind.WITHIN_FACTOR
                        ? "; write " + share + ", or within: " + Bound.plain(percents) + " %"
                        : figure.isShare() ? "; shares and accuracies go from 0 to 1" : "";
        return fields.at(kind.key())
                .broken(
                        "expected a plain number in '"
                                + kind.key()
                                + "', found '"
                                + YamlReader.shortened(fields.text(kind.key()))
                                + "'"
                                + advice);
    }
}
