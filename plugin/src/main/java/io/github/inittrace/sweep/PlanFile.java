// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.text.DecimalNumber;
import io.github.inittrace.text.MalformedYamlException;
import io.github.inittrace.text.Numbers;
import io.github.inittrace.text.SafeText;
import io.github.inittrace.text.YamlNode;
import io.github.inittrace.text.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads a plan from YAML or JSON; {@code docs/sweep.md} has its form. */
final class PlanFile {
    private static final List<String> PARTS = List.of("run", "vary", "zip", "seeds", "names");
    private static final List<String> RANGE = List.of("from", "to", "count", "scale");

    /** Where the plan stands, to begin messages with. */
    private final String source;

    private final boolean hasLines;

    private PlanFile(String source, boolean hasLines) {
        this.source = source;
        this.hasLines = hasLines;
    }

    /**
     * Crosses a plan with values that are written as text.
     *
     * @param text a list or range as in a file; a list may be without brackets
     * @throws IllegalArgumentException if it is none, or the plan refuses it
     */
    static SweepPlan vary(SweepPlan plan, String key, String text) {
        PlanFile written = new PlanFile(SafeText.onOneLine(key), false);
        String list = text.matches("(?s)\\s*[\\[{].*") ? text : "[" + text + "]";
        try {
            YamlNode node = YamlReader.read(list.getBytes(StandardCharsets.UTF_8));
            return plan.and(Map.of(key, written.values(node)));
        } catch (MalformedYamlException e) {
            throw new IllegalArgumentException(written.source + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static SweepPlan read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(YamlReader.LARGEST + 1);
        } catch (IOException e) {
            throw Files.isDirectory(file)
                    ? new IOException(
                            "cannot read " + file + ": it is a folder; name the file of a plan", e)
                    : FileFailure.cannotRead(file, e);
        }
        return new PlanFile(SafeText.onOneLine(file.toString()), true).parse(content);
    }

    private SweepPlan parse(byte[] content) throws IOException {
        YamlNode root;
        try {
            root = YamlReader.read(content);
        } catch (MalformedYamlException e) {
            throw wrong(e.line(), String.valueOf(e.getMessage()));
        }
        Map<String, YamlNode.Field> parts =
                fields(root, "the parts of a plan: " + String.join(", ", PARTS));
        requireKnown(parts, PARTS);
        Map<String, PlanValue> base = new LinkedHashMap<>();
        for (var setting : part(parts, "run").entrySet()) {
            base.put(setting.getKey(), value(setting.getValue().value()));
        }
        SweepPlan plan = SweepPlan.of(source, base);
        for (var setting : part(parts, "vary").entrySet()) {
            YamlNode.Field field = setting.getValue();
            plan = and(plan, field.line(), Map.of(setting.getKey(), values(field.value())));
        }
        YamlNode.Field zip = parts.get("zip");
        if (zip != null) {
            plan = zipped(plan, zip.value());
        }
        YamlNode.Field seeds = parts.get("seeds");
        if (seeds != null) {
            plan = and(plan, seeds.line(), Map.of(SweepPlan.SEED, seeds(seeds.value())));
        }
        for (var name : part(parts, "names").entrySet()) {
            YamlNode.Field field = name.getValue();
            try {
                plan = plan.name(name.getKey(), value(field.value()).text());
            } catch (IllegalArgumentException e) {
                throw wrong(field.line(), String.valueOf(e.getMessage()));
            }
        }
        return plan;
    }

    private SweepPlan zipped(SweepPlan plan, YamlNode node) throws IOException {
        if (!(node instanceof YamlNode.Sequence groups)) {
            throw wrong(
                    node.line(),
                    "expected a list of settings that go together, each beginning with '- ', found "
                            + node.words());
        }
        SweepPlan zipped = plan;
        for (YamlNode group : groups.items()) {
            Map<String, List<PlanValue>> values = new LinkedHashMap<>();
            for (var setting : fields(group, "settings with their values").entrySet()) {
                values.put(setting.getKey(), values(setting.getValue().value()));
            }
            zipped = and(zipped, group.line(), values);
        }
        return zipped;
    }

    private SweepPlan and(SweepPlan plan, int line, Map<String, List<PlanValue>> values)
            throws IOException {
        try {
            return plan.and(values);
        } catch (IllegalArgumentException e) {
            throw wrong(line, String.valueOf(e.getMessage()));
        }
    }

    private List<PlanValue> seeds(YamlNode node) throws IOException {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            return values(node);
        }
        int count =
                (int) number(scalar, "a number of seeds or a list of them", SweepPlan.MOST_RUNS);
        return IntStream.rangeClosed(1, count)
                .mapToObj(seed -> new PlanValue(String.valueOf(seed), node.line()))
                .toList();
    }

    private List<PlanValue> values(YamlNode node) throws IOException {
        if (node instanceof YamlNode.Mapping) {
            return range(node);
        }
        if (!(node instanceof YamlNode.Sequence list)) {
            throw wrong(
                    node.line(),
                    "expected a list of values, or a range such as {from: 0.01, to: 1, count: 5,"
                            + " scale: log}, found "
                            + node.words());
        }
        List<PlanValue> values = new ArrayList<>();
        for (YamlNode item : list.items()) {
            values.add(value(item));
        }
        return values;
    }

    private List<PlanValue> range(YamlNode node) throws IOException {
        Map<String, YamlNode.Field> fields = fields(node, "a range");
        requireKnown(fields, RANGE);
        double from = number(needed(node, fields, "from"), "a number", Double.POSITIVE_INFINITY);
        double to = number(needed(node, fields, "to"), "a number", Double.POSITIVE_INFINITY);
        double count = number(needed(node, fields, "count"), "a whole number", SweepPlan.MOST_RUNS);
        YamlNode.Field written = fields.get("scale");
        String scale = written == null ? "linear" : value(written.value()).text();
        if (!scale.equals("log") && !scale.equals("linear")) {
            throw wrong(
                    node.line(),
                    "the scale of a range is linear or log, found '"
                            + YamlReader.shortened(scale)
                            + "'");
        }
        try {
            return new ValueRange(from, to, (int) count, scale.equals("log"))
                    .values().stream().map(text -> new PlanValue(text, node.line())).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(node.line(), String.valueOf(e.getMessage()));
        }
    }

    private YamlNode needed(YamlNode range, Map<String, YamlNode.Field> fields, String name)
            throws IOException {
        YamlNode.Field field = fields.get(name);
        if (field == null) {
            throw wrong(range.line(), "a range needs from, to and count, found no " + name);
        }
        return field.value();
    }

    /** A number; a whole one from 1 on where there is a largest. */
    private double number(YamlNode node, String expected, double largest) throws IOException {
        if (node instanceof YamlNode.Scalar scalar && scalar.text() != null) {
            double value = DecimalNumber.of(scalar.text());
            boolean isCount = value >= 1 && value <= largest && value == Math.rint(value);
            if (isCount || Double.isInfinite(largest) && !Double.isNaN(value)) {
                return value;
            }
        }
        throw wrong(
                node.line(),
                "expected "
                        + expected
                        + (Double.isInfinite(largest)
                                ? ""
                                : " from 1 to " + Numbers.count((long) largest))
                        + ", found "
                        + node.words());
    }

    /** A value; a list stands for its items with commas between them. */
    private PlanValue value(YamlNode node) throws IOException {
        if (node instanceof YamlNode.Scalar scalar && scalar.text() != null) {
            return new PlanValue(scalar.text(), node.line());
        }
        if (node instanceof YamlNode.Sequence list && !list.items().isEmpty()) {
            List<String> items = new ArrayList<>();
            for (YamlNode item : list.items()) {
                if (!(item instanceof YamlNode.Scalar scalar) || scalar.text() == null) {
                    throw wrong(item.line(), "expected a value, found " + item.words());
                }
                items.add(scalar.text());
            }
            return new PlanValue(String.join(",", items), node.line());
        }
        throw wrong(node.line(), "expected a value, found " + node.words());
    }

    private Map<String, YamlNode.Field> part(Map<String, YamlNode.Field> parts, String name)
            throws IOException {
        YamlNode.Field part = parts.get(name);
        return part == null ? Map.of() : fields(part.value(), "settings");
    }

    private Map<String, YamlNode.Field> fields(YamlNode node, String expected) throws IOException {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping.fields();
        }
        throw wrong(node.line(), "expected " + expected + ", found " + node.words());
    }

    private void requireKnown(Map<String, YamlNode.Field> fields, List<String> known)
            throws IOException {
        for (var field : fields.entrySet()) {
            if (!known.contains(field.getKey())) {
                throw wrong(
                        field.getValue().line(),
                        "expected one of "
                                + String.join(", ", known)
                                + ", found '"
                                + YamlReader.shortened(field.getKey())
                                + "'");
            }
        }
    }

    private IOException wrong(int line, String complaint) {
        return new IOException(
                source + (hasLines && line > 0 ? ", line " + line : "") + ": " + complaint);
    }
}
