// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.text.YamlNode;
import io.github.inittrace.text.YamlReader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys and values of one rule of a file, each of the type that is asked for, or refused. */
final class RuleFields {
    static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    private final Map<String, YamlNode.Field> fields;
    private final RuleLocation place;

    RuleFields(YamlNode.Mapping mapping, RuleLocation place) {
        this.fields = mapping.fields();
        YamlNode.Field name = fields.get("name");
        this.place =
                name != null && name.value() instanceof YamlNode.Scalar s && s.text() != null
                        ? new RuleLocation(
                                place.file(),
                                place.line(),
                                place.rule() + " ('" + YamlReader.shortened(s.text()) + "')")
                        : place;
    }

    /** Where the rule stands, with its name. */
    RuleLocation place() {
        return place;
    }

    Set<String> keys() {
        return fields.keySet();
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    double number(String key) throws BrokenRulesException {
        return number(key, text(key));
    }

    /** A number that is a part of a key's value. */
    double number(String key, String text) throws BrokenRulesException {
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

    String text(String key) throws BrokenRulesException {
        YamlNode value = value(key);
        if (value instanceof YamlNode.Scalar scalar
                && scalar.text() != null
                && !scalar.text().isBlank()) {
            return scalar.text().strip();
        }
        throw at(key).broken("expected one value in '" + key + "', found " + value.words());
    }

    /** A value, or a list of values. */
    List<String> words(String key) throws BrokenRulesException {
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

    /** As {@link #words(String)}, of which each must be known. */
    List<String> words(String key, List<String> known) throws BrokenRulesException {
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

    /** A value, or a list of values, for each of several names. */
    Map<String, List<String>> choice(String key) throws BrokenRulesException {
        if (!(value(key) instanceof YamlNode.Mapping mapping) || mapping.fields().isEmpty()) {
            throw at(key).broken(
                            "expected settings with their values in '"
                                    + key
                                    + "', such as {hidden: \"64,64\"}, found "
                                    + value(key).words());
        }
        RuleFields inner = new RuleFields(mapping, place);
        Map<String, List<String>> choice = new LinkedHashMap<>();
        for (String name : mapping.fields().keySet()) {
            choice.put(name, inner.words(name));
        }
        return choice;
    }

    private YamlNode value(String key) {
        YamlNode.Field field = fields.get(key);
        return field == null ? new YamlNode.Scalar(place.line(), null) : field.value();
    }

    /** Where a key stands. */
    RuleLocation at(String key) {
        YamlNode.Field field = fields.get(key);
        return field == null ? place : place.at(field.line());
    }
}
