// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.measure.LossCurveAnalysis.Learner;
import io.github.inittrace.measure.LossCurveAnalysis.Regime;
import io.github.inittrace.study.EpochChoice;
import io.github.inittrace.study.FigurePath;
import io.github.inittrace.text.YamlReader;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one rule of a file from its keys and values. */
final class RuleParser {
    /** What each kind of rule may have; the first is the key that makes it one. */
    private static final List<List<String>> KINDS =
            List.of(
                    List.of("ending"),
                    List.of("verdict"),
                    List.of("alarms", "kinds", "tensors"),
                    List.of(
                            "figure",
                            "epoch",
                            "min",
                            "max",
                            "maxIncrease",
                            "maxDecrease",
                            "within",
                            "withinFactor",
                            SeedTestRule.NOT_WORSE,
                            SeedTestRule.NOT_DIFFERENT,
                            SeedTestRule.MARGIN),
                    List.of("regime", "epoch", "strong", "loss"),
                    List.of("learner", "strong", "loss"));

    /** What any of them may have besides. */
    private static final List<String> OF_ALL = List.of("name", RunQuantifier.KEY, GroupChoice.KEY);

    private final RuleFields fields;
    private final RuleLocation place;

    RuleParser(RuleFields fields) {
        this.fields = fields;
        this.place = fields.place();
    }

    Rule rule() throws BrokenRulesException {
        List<List<String>> meant = KINDS.stream().filter(kind -> fields.has(kind.get(0))).toList();
        if (meant.size() != 1) {
            throw place.broken(
                    "expected one of the keys "
                            + String.join(", ", KINDS.stream().map(kind -> kind.get(0)).toList())
                            + ", found "
                            + (meant.isEmpty()
                                    ? shortened(fields.keys())
                                    : String.join(
                                            " and ",
                                            meant.stream().map(kind -> kind.get(0)).toList())));
        }
        List<String> keys = meant.get(0);
        for (String key : fields.keys()) {
            if (!keys.contains(key) && !OF_ALL.contains(key)) {
                throw fields.at(key)
                        .broken(
                                "the key '"
                                        + YamlReader.shortened(key)
                                        + "' is unknown beside '"
                                        + keys.get(0)
                                        + "'; expected one of name, "
                                        + String.join(", ", keys)
                                        + ", of, where");
            }
        }
        String name = fields.has("name") ? fields.text("name") : null;
        Rule rule = rule(keys.get(0), name);
        return rule instanceof SweepRule
                        || !fields.has(RunQuantifier.KEY) && !fields.has(GroupChoice.KEY)
                ? rule
                : new GroupRule(rule, RunQuantifier.of(fields, rule), GroupChoice.of(fields));
    }

    private Rule rule(String kind, @Nullable String name) throws BrokenRulesException {
        return switch (kind) {
            case "ending" -> EndingRule.of(name, fields.words("ending", EndingRule.KNOWN));
            case "verdict" -> VerdictRule.of(name, fields.words("verdict", VerdictRule.KNOWN));
            case "alarms" -> alarms(name);
            case "figure" -> new FigureRuleParser(fields, epoch()).rule(name);
            case "regime" -> regime(name);
            default -> learner(name);
        };
    }

    private Rule alarms(@Nullable String name) throws BrokenRulesException {
        String worst = fields.words("alarms", List.of("none", "notice", "warning")).get(0);
        if (fields.words("alarms").size() > 1) {
            throw fields.at("alarms").broken("expected one severity in 'alarms', found a list");
        }
        Set<AlarmKind> kinds = EnumSet.noneOf(AlarmKind.class);
        if (fields.has("kinds")) {
            List<String> known = Arrays.stream(AlarmKind.values()).map(AlarmKind::id).toList();
            for (String kind : fields.words("kinds", known)) {
                kinds.add(AlarmKind.valueOf(kind.toUpperCase(Locale.ROOT)));
            }
        }
        return new AlarmRule(
                name,
                worst.equals("none") ? null : Severity.valueOf(worst.toUpperCase(Locale.ROOT)),
                kinds,
                fields.has("tensors") ? fields.words("tensors") : List.of(),
                place);
    }

    private Rule regime(@Nullable String name) throws BrokenRulesException {
        Set<Regime> regimes = EnumSet.noneOf(Regime.class);
        for (String word : fields.words("regime", List.of("low", "high", "untrainable"))) {
            regimes.add(Regime.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        EpochChoice epoch = epoch();
        if (epoch.kind() == EpochChoice.Kind.BEST) {
            throw fields.at("epoch")
                    .broken("'best' is no epoch for a regime; name one, or last, any or every");
        }
        double strong =
                strong(regimes.contains(Regime.LOW) == regimes.contains(Regime.HIGH), "low, high");
        return new CourseRule(name, loss(), Set.of(), regimes, epoch, strong, place);
    }

    private Rule learner(@Nullable String name) throws BrokenRulesException {
        Set<Learner> learners = EnumSet.noneOf(Learner.class);
        for (String word : fields.words("learner", List.of("weak", "strong", "unstable"))) {
            learners.add(Learner.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        boolean alike = learners.contains(Learner.WEAK) == learners.contains(Learner.STRONG);
        double strong = strong(alike, "weak, strong");
        return new CourseRule(name, loss(), learners, Set.of(), EpochChoice.LAST, strong, place);
    }

    private double strong(boolean isImmaterial, String both) throws BrokenRulesException {
        if (fields.has("strong")) {
            return fields.number("strong");
        }
        if (!isImmaterial) {
            throw place.broken(
                    "expected the key 'strong', the loss below which a learner is strong on these"
                            + " data, found none; add it, or accept ["
                            + both
                            + "]");
        }
        return Double.NaN;
    }

    private FigurePath loss() throws BrokenRulesException {
        return new FigurePath(fields.has("loss") ? fields.text("loss") : "epochEndLoss");
    }

    private EpochChoice epoch() throws BrokenRulesException {
        if (!fields.has("epoch")) {
            return EpochChoice.LAST;
        }
        String text = fields.text("epoch");
        for (EpochChoice.Kind kind : EpochChoice.Kind.values()) {
            if (kind != EpochChoice.Kind.AT && text.equals(kind.name().toLowerCase(Locale.ROOT))) {
                return new EpochChoice(kind, 0);
            }
        }
        if (!text.matches("\\d{1,9}")) {
            throw fields.at("epoch")
                    .broken(
                            "expected last, best, any, every or the index of an epoch in 'epoch',"
                                    + " found '"
                                    + YamlReader.shortened(text)
                                    + "'");
        }
        return new EpochChoice(EpochChoice.Kind.AT, Integer.parseInt(text));
    }

    private static String shortened(Set<String> keys) {
        return keys.isEmpty() ? "none" : YamlReader.shortened(String.join(", ", keys));
    }
}
