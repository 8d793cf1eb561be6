// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.measure.Direction;
import io.github.inittrace.text.YamlReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the rule that a figure be not worse than the baseline's from its keys and values. */
final class SeedTestParser {
    private final RuleFields fields;
    private final FigureAt at;

    SeedTestParser(RuleFields fields, FigureAt at) {
        this.fields = fields;
        this.at = at;
    }

    /** The key that makes a rule one; empty if it is none. */
    static Optional<String> key(RuleFields fields) {
        return Stream.of(SeedTestRule.NOT_WORSE, SeedTestRule.NOT_DIFFERENT)
                .filter(fields::has)
                .findFirst();
    }

    SeedTestRule rule(@Nullable String name) throws BrokenRulesException {
        boolean isOneSided = fields.has(SeedTestRule.NOT_WORSE);
        String key = key(fields).orElseThrow();
        requireAlone(key);
        if (isOneSided && at.figure().direction() == null) {
            throw fields.at(key)
                    .broken(
                            "'notWorse' is known of losses and accuracies, found '"
                                    + at.figure().text()
                                    + "'; use notDifferent");
        }
        double level = fields.number(key);
        if (level <= 0 || level >= 1) {
            throw fields.at(key)
                    .broken(
                            "expected a level between 0 and 1 in '"
                                    + key
                                    + "', such as 0.05, found "
                                    + YamlReader.shortened(fields.text(key)));
        }
        return new SeedTestRule(name, at, isOneSided, level, margin(), GroupChoice.of(fields));
    }

    private void requireAlone(String key) throws BrokenRulesException {
        List<String> others =
                Stream.concat(
                                Arrays.stream(Bound.Kind.values()).map(Bound.Kind::key),
                                Stream.of(SeedTestRule.NOT_DIFFERENT, RunQuantifier.KEY))
                        .filter(other -> !other.equals(key) && fields.has(other))
                        .toList();
        if (!others.isEmpty()) {
            throw fields.at(others.get(0))
                    .broken(
                            "'"
                                    + key
                                    + "' is about all runs of a group and goes with no other demand,"
                                    + " found '"
                                    + others.get(0)
                                    + "'; write a rule for each");
        }
    }

    private Optional<Bound> margin() throws BrokenRulesException {
        if (!fields.has(SeedTestRule.MARGIN)) {
            return Optional.empty();
        }
        Bound.Kind kind =
                fields.has(SeedTestRule.NOT_DIFFERENT)
                        ? Bound.Kind.WITHIN
                        : at.figure().direction() == Direction.MAXIMISE
                                ? Bound.Kind.MAX_DECREASE
                                : Bound.Kind.MAX_INCREASE;
        return Optional.of(new BoundParser(fields, at.figure()).bound(SeedTestRule.MARGIN, kind));
    }
}
