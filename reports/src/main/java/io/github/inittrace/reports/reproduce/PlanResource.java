// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.sweep.SweepPlan;
import io.github.inittrace.text.YamlNode;
import io.github.inittrace.text.YamlReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The plans of the studies, which lie beside this class as YAML: {@code run} has the settings of all
 * scales, {@code names} what they are called, and each scale what it has besides, as a plan of {@code
 * inittrace sweep} has it.
 */
public final class PlanResource {
    private final Map<String, YamlNode.Field> root;

    private PlanResource(Map<String, YamlNode.Field> root) {
        this.root = root;
    }

    /**
     * A plan at a scale.
     *
     * @param name the plan's name
     * @param data settings of every run about the data, by the names that {@code inittrace run} has
     * @throws IOException if this jar lacks it
     */
    public static SweepPlan read(String name, Scale scale, Map<String, String> data)
            throws IOException {
        try (InputStream in = PlanResource.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new FileNotFoundException(
                        name + ".yaml is missing from the inittrace-reports jar; build it again");
            }
            return new PlanResource(fields(YamlReader.read(in.readAllBytes()))).plan(scale, data);
        }
    }

    private SweepPlan plan(Scale scale, Map<String, String> data) {
        Map<String, YamlNode.Field> own = part(root, scale.word());
        Map<String, String> settings = new LinkedHashMap<>(data);
        part(root, "run").forEach((key, field) -> settings.put(key, text(field.value())));
        part(own, "run").forEach((key, field) -> settings.put(key, text(field.value())));
        SweepPlan plan = SweepPlan.of(settings);
        for (var zipped : part(own, "zip").values()) {
            Map<String, List<String>> together = new LinkedHashMap<>();
            fields(zipped.value()).forEach((key, list) -> together.put(key, texts(list.value())));
            plan = plan.zip(together);
        }
        for (var varied : part(own, "vary").entrySet()) {
            plan = plan.vary(varied.getKey(), texts(varied.getValue().value()).toArray());
        }
        YamlNode.Field seeds = own.get("seeds");
        if (seeds != null) {
            plan = plan.seeds(Integer.parseInt(text(seeds.value())));
        }
        for (var name : part(root, "names").entrySet()) {
            plan = plan.name(name.getKey(), text(name.getValue().value()));
        }
        return plan;
    }

    private static Map<String, YamlNode.Field> part(
            Map<String, YamlNode.Field> parts, String name) {
        YamlNode.Field part = parts.get(name);
        return part == null ? Map.of() : fields(part.value());
    }

    private static Map<String, YamlNode.Field> fields(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping.fields();
        }
        throw unexpected(node);
    }

    private static List<String> texts(YamlNode node) {
        if (node instanceof YamlNode.Sequence list) {
            return list.items().stream().map(PlanResource::text).toList();
        }
        throw unexpected(node);
    }

    /** A value; a list stands for its items with commas between them. */
    private static String text(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && scalar.text() != null) {
            return scalar.text();
        }
        if (node instanceof YamlNode.Sequence list) {
            List<String> items = new ArrayList<>();
            list.items().forEach(item -> items.add(text(item)));
            return String.join(",", items);
        }
        throw unexpected(node);
    }

    private static IllegalStateException unexpected(YamlNode node) {
        return new IllegalStateException(
                "a plan of this jar has " + node.words() + " in line " + node.line());
    }
}
