// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

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
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.NullConfiguredProvenance;
import io.github.inittrace.text.SafeText;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of what a provenance says of their configuration: of trusted classes, from local
 * files. Which members are configuration is asked of the class and not of the class of provenance,
 * so that it makes no difference which of these a source has.
 */
final class Rebuilder {
    private static final int LONGEST_SENTENCE = 2000;

    private final TrustedClasses trusted;
    private final LocalFiles files;

    Rebuilder(TrustedClasses trusted, LocalFiles files) {
        this.trusted = trusted;
        this.files = files;
    }

    /**
     * Makes an object and all that its configuration holds.
     *
     * @param root the provenance of an object
     * @throws IOException if it names a class that is not trusted, before any is loaded; if a file
     *     is not at hand; or if the classes do not take the configuration; the message is the
     *     second half of a sentence
     */
    Configurable rebuild(ObjectProvenance root) throws IOException {
        Map<ObjectProvenance, String> components = new IdentityHashMap<>();
        List<ObjectProvenance> inOrder = new ArrayList<>();
        collect(root, components, inOrder);
        requireTrusted(inOrder);
        List<ConfigurationData> configuration = new ArrayList<>();
        for (ObjectProvenance object : inOrder) {
            configuration.add(configuration(object, components));
        }
        try (ConfigurationManager manager = new ConfigurationManager()) {
            manager.addConfiguration(configuration);
            return manager.lookup(configuration.get(0).getName());
        } catch (RuntimeException | LinkageError e) {
            throw new IOException(reason(e), e);
        }
    }

    private static void collect(
            Provenance provenance,
            Map<ObjectProvenance, String> components,
            List<ObjectProvenance> inOrder) {
        if (provenance instanceof ListProvenance<?> list) {
            list.getList().forEach(member -> collect(member, components, inOrder));
        } else if (provenance instanceof MapProvenance<?> map) {
            map.getMap().values().forEach(member -> collect(member, components, inOrder));
        } else if (provenance instanceof ObjectProvenance object
                && !(object instanceof NullConfiguredProvenance)
                && !components.containsKey(object)) {
            components.put(object, "component-" + components.size());
            inOrder.add(object);
            object.forEach(member -> collect(member.getB(), components, inOrder));
        }
    }

    private void requireTrusted(List<ObjectProvenance> objects) throws IOException {
        Set<String> others = new LinkedHashSet<>();
        for (ObjectProvenance object : objects) {
            if (!trusted.contains(object.getClassName())) {
                others.add(SafeText.of(object.getClassName()));
            }
        }
        if (!others.isEmpty()) {
            throw new IOException(
                    others.iterator().next()
                            + (others.size() == 1 ? "" : " and " + (others.size() - 1) + " more")
                            + " is no class that a replay makes objects of unasked; if you know and"
                            + " trust it, name it by Replay.trusting(...)");
        }
    }

    private ConfigurationData configuration(
            ObjectProvenance object, Map<ObjectProvenance, String> components) throws IOException {
        Map<String, Field> fields = fields(object.getClassName());
        ConfigurationData data =
                new ConfigurationData(components.get(object), object.getClassName());
        for (var member : object) {
            Field field = fields.get(member.getA());
            Provenance value = member.getB();
            if (field != null && !(value instanceof NullConfiguredProvenance)) {
                check(object, field, value);
                data.add(field.getName(), property(value, components));
            }
        }
        return data;
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
        Map<String, Field> fields = new HashMap<>();
        for (Field field : PropertySheet.getAllFields(type.asSubclass(Configurable.class))) {
            if (field.isAnnotationPresent(Config.class)) {
                fields.put(field.getName(), field);
            }
        }
        return fields;
    }

    private void check(ObjectProvenance object, Field field, Provenance value) throws IOException {
        List<Class<?>> types = new ArrayList<>(PropertySheet.getGenericClass(field));
        types.add(field.getType());
        if (field.getType().isArray()) {
            types.add(field.getType().getComponentType());
        }
        for (Class<?> type : types) {
            for (String text : texts(value)) {
                if (type == URL.class) {
                    files.requireAddress(text);
                } else if (type == Path.class || type == File.class) {
                    files.require(text);
                } else if (Configurable.class.isAssignableFrom(type)) {
                    // OLCUT would take it for the name of another component, perhaps of this one.
                    throw new IOException(
                            "expected an object for "
                                    + field.getName()
                                    + " of "
                                    + object.getClassName()
                                    + ", found the text '"
                                    + SafeText.of(text)
                                    + "'");
                }
            }
        }
    }

    /** The plain values, of a list or a map as well. */
    private static List<String> texts(Provenance value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof ListProvenance<?> list) {
            list.getList().forEach(member -> texts.addAll(texts(member)));
        } else if (value instanceof MapProvenance<?> map) {
            map.getMap().values().forEach(member -> texts.addAll(texts(member)));
        } else if (value instanceof PrimitiveProvenance<?> primitive) {
            texts.add(String.valueOf(primitive.getValue()));
        }
        return texts;
    }

    private static Property property(Provenance value, Map<ObjectProvenance, String> components) {
        if (value instanceof ListProvenance<?> list) {
            List<SimpleProperty> members = new ArrayList<>();
            for (Provenance member : list) {
                SimpleProperty property = simple(member, components);
                if (property != null) {
                    members.add(property);
                }
            }
            return new ListProperty(members);
        }
        if (value instanceof MapProvenance<?> map) {
            Map<String, SimpleProperty> members = new LinkedHashMap<>();
            for (var member : map) {
                SimpleProperty property = simple(member.getB(), components);
                if (property != null) {
                    members.put(member.getA(), property);
                }
            }
            return new MapProperty(members);
        }
        return new SimpleProperty(text(value, components));
    }

    /** One member of a list or a map; null where the object had none. */
    private static @Nullable SimpleProperty simple(
            Provenance value, Map<ObjectProvenance, String> components) {
        return value instanceof NullConfiguredProvenance
                ? null
                : new SimpleProperty(text(value, components));
    }

    private static String text(Provenance value, Map<ObjectProvenance, String> components) {
        return value instanceof PrimitiveProvenance<?> primitive
                ? String.valueOf(primitive.getValue())
                : String.valueOf(components.get(value));
    }

    /** What is at the root of a failure, on one line. */
    static String reason(Throwable e) {
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
