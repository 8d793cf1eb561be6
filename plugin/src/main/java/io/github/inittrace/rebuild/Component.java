// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.NullConfiguredProvenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object as it is written: its class and the values of its settings. A value is a number, a
 * boolean, a text, another component, a list of these or a map from names to these.
 *
 * @param className the name of the class, as {@link Class#getName} gives it
 * @param settings the values by name; those that are null are left out
 */
public record Component(String className, Map<String, Object> settings) {
    /** What names the class in JSON; no setting of OLCUT's has this name. */
    private static final String CLASS = "class";

    /**
     * Everything that a provenance says of an object, also what is no setting. An object that it
     * has twice is one component.
     *
     * @param provenance the provenance of an object
     */
    public static Component of(ObjectProvenance provenance) {
        return of(provenance, new IdentityHashMap<>());
    }

    private static Component of(
            ObjectProvenance provenance, Map<ObjectProvenance, Component> known) {
        Component before = known.get(provenance);
        if (before != null) {
            return before;
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        Component component = new Component(provenance.getClassName(), settings);
        known.put(provenance, component);
        provenance.forEach(member -> put(settings, member.getA(), value(member.getB(), known)));
        return component;
    }

    private static @Nullable Object value(
            Provenance provenance, Map<ObjectProvenance, Component> known) {
        if (provenance instanceof NullConfiguredProvenance) {
            return null;
        }
        if (provenance instanceof ListProvenance<?> list) {
            List<Object> values = new ArrayList<>();
            list.forEach(member -> add(values, value(member, known)));
            return values;
        }
        if (provenance instanceof MapProvenance<?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach(member -> put(values, member.getA(), value(member.getB(), known)));
            return values;
        }
        if (provenance instanceof ObjectProvenance object) {
            return of(object, known);
        }
        Object value =
                provenance instanceof PrimitiveProvenance<?> primitive
                        ? primitive.getValue()
                        : provenance;
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @param json an object that names its class
     * @throws IOException if it is none; the message is the second half of a sentence
     */
    public static Component parse(JsonNode json) throws IOException {
        if (!json.path(CLASS).isTextual()) {
            throw new IOException(
                    "expected an object with the name of its class in '" + CLASS + "'");
        }
        return parse(json.path(CLASS).textValue(), json);
    }

    /**
     * Reads the settings of an object whose class is known.
     *
     * @throws IOException as {@link #parse(JsonNode)}
     */
    public static Component parse(String className, JsonNode json) throws IOException {
        if (!json.isObject()) {
            throw new IOException("expected an object with settings");
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        for (var property : json.properties()) {
            if (!property.getKey().equals(CLASS)) {
                put(settings, property.getKey(), value(property.getValue()));
            }
        }
        return new Component(className, settings);
    }

    private static @Nullable Object value(JsonNode json) throws IOException {
        if (json.isArray()) {
            List<Object> values = new ArrayList<>();
            for (JsonNode member : json) {
                add(values, value(member));
            }
            return values;
        }
        if (json.isObject()) {
            return json.has(CLASS) ? parse(json) : parse("", json).settings();
        }
        return json.isNull()
                ? null
                : json.isNumber()
                        ? json.numberValue()
                        : json.isBoolean() ? (Object) json.booleanValue() : json.asText();
    }

    /** The settings by name, and the class under its own, with lists and maps for Jackson. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(CLASS, className);
        json.putAll(settingsAsJson());
        return json;
    }

    /** The settings alone. */
    public Map<String, Object> settingsAsJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        settings.forEach((name, value) -> json.put(name, json(value)));
        return json;
    }

    private static Object json(Object value) {
        if (value instanceof Component component) {
            return component.toJson();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Component::json).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> json = new LinkedHashMap<>();
            map.forEach((name, member) -> json.put(name, json(member)));
            return json;
        }
        return value;
    }

    /**
     * This component with another value of one setting.
     *
     * @param name the setting
     * @param value of a kind that a setting can have
     */
    public Component with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(settings);
        changed.put(name, value);
        return new Component(className, changed);
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static void add(List<Object> values, @Nullable Object value) {
        if (value != null) {
            values.add(value);
        }
    }
}
