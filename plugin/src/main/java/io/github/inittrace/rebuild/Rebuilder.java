// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.rebuild;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.PropertySheet;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.MapProperty;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import io.github.inittrace.files.PathText;
import io.github.inittrace.text.SafeText;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes objects of what is written of them: of trusted classes, from local files. */
public final class Rebuilder {
    private static final int LONGEST_SENTENCE = 2000;

    private final TrustedClasses trusted;
    private final @Nullable LocalFiles files;

    /**
     * A rebuilder of what a stranger may have written.
     *
     * @param trusted of which classes objects may be made
     * @param files the files that they may read
     */
    public Rebuilder(TrustedClasses trusted, LocalFiles files) {
        this.trusted = trusted;
        this.files = files;
    }

    /**
     * A rebuilder of what may name files that are not there yet, or no more. Of addresses nothing is
     * fetched all the same.
     *
     * @param trusted of which classes objects may be made
     */
    public Rebuilder(TrustedClasses trusted) {
        this.trusted = trusted;
        files = null;
    }

    /**
     * Makes an object and all that its configuration holds. Which members of the provenance are
     * configuration is asked of the class and not of the class of provenance, so that it makes no
     * difference which of these a source has.
     *
     * @param provenance the provenance of an object
     * @throws IOException if it names a class that is not trusted, before any is loaded; if a file
     *     is not at hand; or if the classes do not take the configuration; the message is the
     *     second half of a sentence
     */
    public Configurable rebuild(ObjectProvenance provenance) throws IOException {
        return make(Component.of(provenance), false);
    }

    /**
     * Makes an object and all that its configuration holds.
     *
     * @param component the object
     * @throws IOException as {@link #rebuild(ObjectProvenance)}, and if a component has what is no
     *     setting of its class
     */
    public Configurable rebuild(Component component) throws IOException {
        return make(component, true);
    }

    private Configurable make(Component root, boolean isStrict) throws IOException {
        Map<Component, String> names = new IdentityHashMap<>();
        List<Component> inOrder = new ArrayList<>();
        collect(root, names, inOrder);
        requireTrusted(inOrder);
        List<ConfigurationData> configuration = new ArrayList<>();
        for (Component component : inOrder) {
            configuration.add(configuration(component, names, isStrict));
        }
        try (ConfigurationManager manager = new ConfigurationManager()) {
            manager.addConfiguration(configuration);
            return manager.lookup(configuration.get(0).getName());
        } catch (RuntimeException | LinkageError e) {
            throw new IOException(isStrict ? setting(e) + reason(e) : reason(e), e);
        }
    }

    private static void collect(
            Object value, Map<Component, String> names, List<Component> inOrder) {
        if (value instanceof Collection<?> list) {
            list.forEach(member -> collect(member, names, inOrder));
        } else if (value instanceof Map<?, ?> map) {
            collect(map.values(), names, inOrder);
        } else if (value instanceof Component component && !names.containsKey(component)) {
            names.put(component, "component-" + names.size());
            inOrder.add(component);
            collect(component.settings(), names, inOrder);
        }
    }

    private void requireTrusted(List<Component> components) throws IOException {
        Set<String> others = new LinkedHashSet<>();
        for (Component component : components) {
            if (!trusted.contains(component.className())) {
                others.add(SafeText.of(component.className()));
            }
        }
        if (!others.isEmpty()) {
            throw new IOException(
                    others.iterator().next()
                            + (others.size() == 1 ? "" : " and " + (others.size() - 1) + " more")
                            + (files == null
                                    ? " is no class that can be named here"
                                    : " is no class that a replay makes objects of unasked; if you"
                                            + " know and trust it, name it by"
                                            + " Replay.trusting(...)"));
        }
    }

    private ConfigurationData configuration(
            Component component, Map<Component, String> names, boolean isStrict)
            throws IOException {
        String className = component.className();
        Map<String, Field> fields = fields(className);
        ConfigurationData data = new ConfigurationData(names.get(component), className);
        for (Map.Entry<String, Object> setting : component.settings().entrySet()) {
            Field field = fields.get(setting.getKey());
            if (field != null) {
                check(className, field, setting.getValue());
                data.add(field.getName(), property(setting.getValue(), names));
            } else if (isStrict) {
                throw new IOException(
                        className
                                + " has no setting '"
                                + SafeText.of(setting.getKey())
                                + "'; expected one of "
                                + String.join(", ", fields.keySet()));
            }
        }
        return data;
    }

    /**
     * What a provenance says of the configuration of an object, and of all that it holds.
     *
     * @param provenance the provenance of an object whose class may be loaded
     * @throws IOException if the object cannot be made of it again; the message is the second half
     *     of a sentence
     */
    public static Component settings(ObjectProvenance provenance) throws IOException {
        return settings(Component.of(provenance));
    }

    /**
     * The configuration of an object that no setting of which is an object.
     *
     * @param object of a class of ours, whose fields can be read
     */
    public static Component plainSettings(Configurable object) {
        String className = object.getClass().getName();
        Map<String, Object> settings = new TreeMap<>();
        try {
            for (Field field : fields(className).values()) {
                field.setAccessible(true);
                Object value = field.get(object);
                if (value != null) {
                    settings.put(field.getName(), isPlain(value) ? value : value.toString());
                }
            }
        } catch (IOException | IllegalAccessException e) {
            throw new IllegalArgumentException(className + " cannot be read", e);
        }
        return new Component(className, settings);
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number
                || value instanceof Boolean
                || value instanceof List
                || value instanceof Map;
    }

    private static Component settings(Component component) throws IOException {
        // In one order, so that equal configurations are equal texts.
        Map<String, Object> settings = new TreeMap<>();
        Map<String, Field> fields = fields(component.className());
        for (Map.Entry<String, Object> member : component.settings().entrySet()) {
            if (fields.containsKey(member.getKey())) {
                settings.put(member.getKey(), settingsOf(member.getValue()));
            }
        }
        return new Component(component.className(), settings);
    }

    private static Object settingsOf(Object value) throws IOException {
        if (value instanceof Component component) {
            return settings(component);
        }
        if (value instanceof List<?> list) {
            List<Object> values = new ArrayList<>();
            for (Object member : list) {
                values.add(settingsOf(member));
            }
            return values;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> values = new LinkedHashMap<>();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                values.put(member.getKey(), settingsOf(member.getValue()));
            }
            return values;
        }
        return value;
    }

    private static Map<String, Field> fields(String className) throws IOException {
        Class<?> type;
        try {
            type = Class.forName(className, false, Configurable.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IOException(
                    "expected the class " + className + " on the class path, found none", e);
        }
        if (!Configurable.class.isAssignableFrom(type)) {
            throw new IOException("expected a class with a configuration, found " + className);
        }
        if (Arrays.stream(type.getDeclaredConstructors())
                .noneMatch(constructor -> constructor.getParameterCount() == 0)) {
            throw new IOException(
                    "its configuration does not suffice: expected a constructor without parameters"
                            + " in "
                            + className
                            + ", found none");
        }
        Map<String, Field> fields = new TreeMap<>();
        for (Field field : PropertySheet.getAllFields(type.asSubclass(Configurable.class))) {
            if (field.isAnnotationPresent(Config.class)) {
                fields.put(field.getName(), field);
            }
        }
        return fields;
    }

    private void check(String className, Field field, Object value) throws IOException {
        boolean isList =
                Collection.class.isAssignableFrom(field.getType()) || field.getType().isArray();
        boolean isMap = Map.class.isAssignableFrom(field.getType());
        if (isList && !(value instanceof Collection) || isMap && !(value instanceof Map)) {
            throw unexpected(isList ? "a list" : "an object", className, field, value);
        }
        if (!isList && !isMap && (value instanceof Collection || value instanceof Map)) {
            throw unexpected(
                    Configurable.class.isAssignableFrom(field.getType())
                            ? "an object with the name of its class"
                            : "a single value",
                    className,
                    field,
                    value);
        }
        List<Class<?>> types = new ArrayList<>(PropertySheet.getGenericClass(field));
        types.add(field.getType());
        if (field.getType().isArray()) {
            types.add(field.getType().getComponentType());
        }
        for (Class<?> type : types) {
            for (Object member : members(value)) {
                Optional<String> missed = PlainValue.missed(type, member);
                if (missed.isPresent()) {
                    throw unexpected(missed.get(), className, field, member);
                }
            }
            for (String text : texts(value)) {
                if (type == URL.class) {
                    Path file = LocalFiles.local(text);
                    if (files != null) {
                        files.require(file);
                    }
                } else if (type == Path.class || type == File.class) {
                    if (files != null) {
                        files.require(text);
                    } else {
                        // Of what is no path here OLCUT would say that it is no component.
                        PathText.path(text);
                    }
                } else if (Configurable.class.isAssignableFrom(type)) {
                    // OLCUT would take it for the name of another component, perhaps of this one.
                    throw new IOException(
                            "expected an object for "
                                    + field.getName()
                                    + " of "
                                    + className
                                    + ", found the text '"
                                    + SafeText.of(text)
                                    + "'");
                }
            }
        }
    }

    private static IOException unexpected(
            String expected, String className, Field field, Object found) {
        return new IOException(
                "expected "
                        + expected
                        + " for "
                        + field.getName()
                        + " of "
                        + className
                        + ", found "
                        + (found instanceof Collection
                                ? "a list"
                                : found instanceof Map || found instanceof Component
                                        ? "an object"
                                        : "'" + SafeText.of(String.valueOf(found)) + "'"));
    }

    /** What a list or a map holds; else the value itself. */
    private static Collection<?> members(Object value) {
        return value instanceof Collection<?> list
                ? list
                : value instanceof Map<?, ?> map ? map.values() : List.of(value);
    }

    /** The plain values, of a list or a map as well. */
    private static List<String> texts(Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Collection<?> list) {
            list.forEach(member -> texts.addAll(texts(member)));
        } else if (value instanceof Map<?, ?> map) {
            texts.addAll(texts(map.values()));
        } else if (!(value instanceof Component)) {
            texts.add(String.valueOf(value));
        }
        return texts;
    }

    private static Property property(Object value, Map<Component, String> names) {
        if (value instanceof List<?> list) {
            return new ListProperty(list.stream().map(member -> simple(member, names)).toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, SimpleProperty> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put((String) name, simple(member, names)));
            return new MapProperty(members);
        }
        return simple(value, names);
    }

    private static SimpleProperty simple(Object value, Map<Component, String> names) {
        return new SimpleProperty(
                value instanceof Component component
                        ? String.valueOf(names.get(component))
                        : String.valueOf(value));
    }

    /** Which setting OLCUT could not read, in front of what Java says; our own sentences tell. */
    private static String setting(Throwable e) {
        return e instanceof PropertyException property
                        && property.getCause() != null
                        && property.getProperty() != null
                ? property.getProperty() + ": "
                : "";
    }

    /** What is at the root of a failure, on one line. */
    public static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message =
                root instanceof PropertyException property ? property.getMsg() : root.getMessage();
        if (message == null) {
            return root.getClass().getSimpleName();
        }
        // A value that is quoted may be as long as a stranger likes, a sentence of ours is not.
        return message.length() <= LONGEST_SENTENCE
                ? SafeText.onOneLine(message)
                : SafeText.of(message);
    }
}
