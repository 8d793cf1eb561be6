// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.EpochChoice;
import io.github.inittrace.study.FigurePath;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a rule on a figure from its keys and values. */
final class FigureRuleParser {
    private final RuleFields fields;
    private final FigureAt at;

    FigureRuleParser(RuleFields fields, EpochChoice epoch) throws BrokenRulesException {
        this.fields = fields;
        this.at = new FigureAt(new FigurePath(fields.text("figure")), epoch, fields.place());
    }

    /** A rule for each run; or one for groups of runs, if it asks for a test. */
    Rule rule(@Nullable String name) throws BrokenRulesException {
        Optional<String> test = SeedTestParser.key(fields);
        List<Bound> bounds =
                test.isPresent() ? List.of() : new BoundParser(fields, at.figure()).bounds();
        requireEpoch(
                bounds.stream()
                        .filter(bound -> bound.kind().isRelative())
                        .map(bound -> bound.kind().key())
                        .findFirst()
                        .or(() -> test));
        if (test.isPresent()) {
            return new SeedTestParser(fields, at).rule(name);
        }
        if (fields.has(SeedTestRule.MARGIN)) {
            throw fields.at(SeedTestRule.MARGIN)
                    .broken(
                            "'margin' goes with notWorse or notDifferent, found neither; remove it");
        }
        return new FigureRule(name, at, bounds);
    }

    /**
     * Refuses epochs that make no sense.
     *
     * @param relative the key that compares with a baseline, if there is one
     */
    private void requireEpoch(Optional<String> relative) throws BrokenRulesException {
        if (at.figure().isOfRun() && fields.has("epoch")) {
            throw fields.at("epoch")
                    .broken(
                            "'"
                                    + at.figure().text()
                                    + "' is the same at every epoch, found the key 'epoch'; remove"
                                    + " it");
        }
        if (at.epoch().kind() == EpochChoice.Kind.BEST && at.figure().direction() == null) {
            throw fields.at("epoch")
                    .broken(
                            "'best' is known of losses and accuracies, found '"
                                    + at.figure().text()
                                    + "'; name an epoch, or last, any or every");
        }
        if (relative.isPresent() && !at.epoch().isOne()) {
            throw fields.at(relative.get())
                    .broken(
                            "'"
                                    + relative.get()
                                    + "' compares one epoch of two runs, found epoch '"
                                    + fields.text("epoch")
                                    + "'; use last, best or an index");
        }
    }
}
