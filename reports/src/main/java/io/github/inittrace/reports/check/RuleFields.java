// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.measure.AlarmKind;
import io.github.inittrace.measure.LossCourse.Learner;
import io.github.inittrace.measure.LossCourse.Regime;
import io.github.inittrace.measure.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One rule of a file, from its keys and values. */
final class RuleFields {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern PERCENT = Pattern.compile("(.*\\d\\.?)\\s*%");

    /** What each kind of rule may have; the first is the key that makes it one. */
    private static final List<List<String>> KINDS =
            List.of(
                    List.of("ending"),
                    List.of("alarms", "kinds", "tensors"),
                    List.of(
                            "figure",
                            "epoch",
                            "min",
                            "max",
                            "maxIncrease",
                            "maxDecrease",
                            "within",
                            "withinFactor"),
                    List.of("regime", "epoch", "strong", "loss"),
                    List.of("learner", "strong", "loss"));

    private final Map<String, YamlNode.Field> fields;
    private final Place place;

    RuleFields(YamlNode.Mapping mapping, Place place) {
        this.fields = mapping.fields();
        YamlNode.Field name = fields.get("name");
        this.place =
                name != null && name.value() instanceof YamlNode.Scalar s && s.text() != null
                        ? new Place(
                                place.file(),
                                place.line(),
                                place.rule() + " ('" + YamlReader.shortened(s.text()) + "')")
                        : place;
    }

    Rule rule() throws BrokenRulesException {
        List<List<String>> meant =
                KINDS.stream().filter(kind -> fields.containsKey(kind.get(0))).toList();
        if (meant.size() != 1) {
            throw place.broken(
                    "expected one of the keys "
                            + String.join(", ", KINDS.stream().map(kind -> kind.get(0)).toList())
                            + ", found "
                            + (meant.isEmpty()
                                    ? shortened(fields.keySet())
                                    : String.join(
                                            " and ",
                                            meant.stream().map(kind -> kind.get(0)).toList())));
        }
        List<String> keys = meant.get(0);
        for (Map.Entry<String, YamlNode.Field> field : fields.entrySet()) {
            if (!keys.contains(field.getKey()) && !field.getKey().equals("name")) {
                throw place.at(field.getValue().line())
                        .broken(
                                "the key '"
                                        + YamlReader.shortened(field.getKey())
                                        + "' is unknown beside '"
                                        + keys.get(0)
                                        + "'; expected one of name, "
                                        + String.join(", ", keys));
            }
        }
        String name = fields.containsKey("name") ? text("name") : null;
        return switch (keys.get(0)) {
            case "ending" -> new EndingRule(name, words("ending", EndingRule.KNOWN));
            case "alarms" -> alarms(name);
            case "figure" -> figure(name);
            case "regime" -> regime(name);
            default -> learner(name);
        };
    }

    private Rule alarms(@Nullable String name) throws BrokenRulesException {
        String worst = words("alarms", List.of("none", "notice", "warning")).get(0);
        if (words("alarms").size() > 1) {
            throw at("alarms").broken("expected one severity in 'alarms', found a list");
        }
        Set<AlarmKind> kinds = EnumSet.noneOf(AlarmKind.class);
        if (fields.containsKey("kinds")) {
            List<String> known = Arrays.stream(AlarmKind.values()).map(AlarmKind::id).toList();
            for (String kind : words("kinds", known)) {
                kinds.add(AlarmKind.valueOf(kind.toUpperCase(Locale.ROOT)));
            }
        }
        return new AlarmRule(
                name,
                worst.equals("none") ? null : Severity.valueOf(worst.toUpperCase(Locale.ROOT)),
                kinds,
                fields.containsKey("tensors") ? words("tensors") : List.of(),
                place);
    }

    private Rule figure(@Nullable String name) throws BrokenRulesException {
        FigurePath path = new FigurePath(text("figure"));
        List<Bound> bounds = new ArrayList<>();
        for (Bound.Kind kind : Bound.Kind.values()) {
            if (fields.containsKey(kind.key())) {
                bounds.add(bound(kind));
            }
        }
        if (bounds.isEmpty()) {
            throw place.broken(
                    "expected a bound for '"
                            + path.text()
                            + "', found none; add one of min, max, maxIncrease, maxDecrease,"
                            + " within, withinFactor");
        }
        EpochChoice epoch = epoch();
        if (epoch.kind() == EpochChoice.Kind.BEST && !path.isLoss() && !path.isAccuracy()) {
            throw at("epoch")
                    .broken(
                            "'best' is known of losses and accuracies, found '"
                                    + path.text()
                                    + "'; name an epoch, or last, any or every");
        }
        Bound relative =
                bounds.stream().filter(bound -> bound.kind().isRelative()).findFirst().orElse(null);
        if (relative != null && !epoch.isOne()) {
            throw at(relative.kind().key())
                    .broken(
                            "'"
                                    + relative.kind().key()
                                    + "' compares one epoch of two runs, found epoch '"
                                    + text("epoch")
                                    + "'; use last, best or an index");
        }
        return new FigureRule(name, path, epoch, bounds, place);
    }

    private Rule regime(@Nullable String name) throws BrokenRulesException {
        Set<Regime> regimes = EnumSet.noneOf(Regime.class);
        for (String word : words("regime", List.of("low", "high", "untrainable"))) {
            regimes.add(Regime.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        EpochChoice epoch = epoch();
        if (epoch.kind() == EpochChoice.Kind.BEST) {
            throw at("epoch")
                    .broken("'best' is no epoch for a regime; name one, or last, any or every");
        }
        double strong =
                strong(regimes.contains(Regime.LOW) == regimes.contains(Regime.HIGH), "low, high");
        return new CourseRule(name, loss(), Set.of(), regimes, epoch, strong, place);
    }

    private Rule learner(@Nullable String name) throws BrokenRulesException {
        Set<Learner> learners = EnumSet.noneOf(Learner.class);
        for (String word : words("learner", List.of("weak", "strong", "unstable"))) {
            learners.add(Learner.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        boolean alike = learners.contains(Learner.WEAK) == learners.contains(Learner.STRONG);
        double strong = strong(alike, "weak, strong");
        return new CourseRule(name, loss(), learners, Set.of(), EpochChoice.LAST, strong, place);
    }

    private double strong(boolean isImmaterial, String both) throws BrokenRulesException {
        if (fields.containsKey("strong")) {
            return number("strong");
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
        return new FigurePath(fields.containsKey("loss") ? text("loss") : "epochEndLoss");
    }

    private EpochChoice epoch() throws BrokenRulesException {
        if (!fields.containsKey("epoch")) {
            return EpochChoice.LAST;
        }
        String text = text("epoch");
        for (EpochChoice.Kind kind : EpochChoice.Kind.values()) {
            if (kind != EpochChoice.Kind.AT && text.equals(kind.name().toLowerCase(Locale.ROOT))) {
                return new EpochChoice(kind, 0);
            }
        }
        if (!text.matches("\\d{1,9}")) {
            throw at("epoch")
                    .broken(
                            "expected last, best, any, every or the index of an epoch in 'epoch',"
                                    + " found '"
                                    + YamlReader.shortened(text)
                                    + "'");
        }
        return new EpochChoice(EpochChoice.Kind.AT, Integer.parseInt(text));
    }

    private Bound bound(Bound.Kind kind) throws BrokenRulesException {
        String key = kind.key();
        Matcher percent = PERCENT.matcher(text(key));
        boolean canBePercent = kind.isRelative() && kind != Bound.Kind.WITHIN_FACTOR;
        if (percent.matches() && !canBePercent) {
            throw at(key).broken(
                            "expected a plain number in '"
                                    + key
                                    + "', found '"
                                    + YamlReader.shortened(text(key))
                                    + "'; shares and accuracies go from 0 to 1");
        }
        double amount = percent.matches() ? number(key, percent.group(1)) : number(key);
        if (canBePercent && amount < 0) {
            throw at(key).broken("expected 0 or more in '" + key + "', found " + text(key));
        }
        if (kind == Bound.Kind.WITHIN_FACTOR && amount < 1) {
            throw at(key).broken("expected 1 or more in '" + key + "', found " + text(key));
        }
        return new Bound(kind, amount, percent.matches());
    }

    private double number(String key) throws BrokenRulesException {
        return number(key, text(key));
    }

    private double number(String key, String text) throws BrokenRulesException {
        double value =
                NUMBER.matcher(text.strip()).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw at(key).broken(
                            "expected a number in '"
                                    + key
                                    + "', found '"
                                    + YamlReader.shortened(text(key))
                                    + "'");
        }
        return value;
    }

    private String text(String key) throws BrokenRulesException {
        YamlNode value = value(key);
        if (value instanceof YamlNode.Scalar scalar
                && scalar.text() != null
                && !scalar.text().isBlank()) {
            return scalar.text().strip();
        }
        throw at(key).broken("expected one value in '" + key + "', found " + value.words());
    }

    /** A value, or a list of values. */
    private List<String> words(String key) throws BrokenRulesException {
        if (!(value(key) instanceof YamlNode.Sequence list)) {
            return List.of(text(key));
        }
        Set<String> words = new LinkedHashSet<>();
        for (YamlNode item : list.items()) {
            if (!(item instanceof YamlNode.Scalar scalar) || scalar.text() == null) {
                throw place.at(item.line())
                        .broken("expected words in '" + key + "', found " + item.words());
            }
            words.add(scalar.text().strip());
        }
        if (words.isEmpty()) {
            throw at(key).broken("expected at least one word in '" + key + "', found none");
        }
        return List.copyOf(words);
    }

    private List<String> words(String key, List<String> known) throws BrokenRulesException {
        List<String> words = words(key);
        for (String word : words) {
            if (!known.contains(word)) {
                throw at(key).broken(
                                "expected one of "
                                        + String.join(", ", known)
                                        + " in '"
                                        + key
                                        + "', found '"
                                        + YamlReader.shortened(word)
                                        + "'");
            }
        }
        return words;
    }

    private YamlNode value(String key) {
        YamlNode.Field field = fields.get(key);
        return field == null ? new YamlNode.Scalar(place.line(), null) : field.value();
    }

    private Place at(String key) {
        YamlNode.Field field = fields.get(key);
        return field == null ? place : place.at(field.line());
    }

    private static String shortened(Set<String> keys) {
        return keys.isEmpty() ? "none" : YamlReader.shortened(String.join(", ", keys));
    }
}
