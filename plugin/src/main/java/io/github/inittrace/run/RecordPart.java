// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.alarms.Alarm;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record, or what is in one, by the names that its JSON has: for whatever walks over the figures
 * of records. Parts are known by type, so that one which a record happens to lack can be told from
 * one that does not exist. Immutable.
 *
 * @param name a component's name; an element's own in a list; empty for a whole record
 * @param type the type of the value; of the elements, if it is a list
 * @param isList whether it is a list
 * @param value the value; null where the record has none
 */
public record RecordPart(String name, Class<?> type, boolean isList, @Nullable Object value) {
    private static final Set<String> NAMES = Set.of("name", "layer", "tensor");
    private static final Set<Class<?>> NUMBERS =
            Set.of(int.class, long.class, double.class, Double.class, Integer.class, Long.class);

    /** A whole record. */
    public static RecordPart of(Record record) {
        return new RecordPart("", record.getClass(), false, record);
    }

    /** Whether it is a number. */
    public boolean isNumber() {
        return !isList && NUMBERS.contains(type);
    }

    /** Whether it is a number, or has parts by whose names one is found; alarms have none. */
    public boolean leadsToNumber() {
        if (type == Alarm.class) {
            return false;
        }
        return isNumber()
                || (isList
                        ? nameOf(type).isPresent()
                        : components(type)
                                .anyMatch(component -> part(component, null).leadsToNumber()));
    }

    /**
     * The components of a record, in order, without values where the record is missing; of a list,
     * the elements that have names.
     */
    public List<RecordPart> parts() {
        if (!isList) {
            return components(type).map(component -> part(component, value)).toList();
        }
        Optional<RecordComponent> name = nameOf(type);
        return name.isEmpty() || value == null
                ? List.of()
                : ((List<?>) value)
                        .stream()
                                .map(
                                        element ->
                                                new RecordPart(
                                                        String.valueOf(get(name.get(), element)),
                                                        type,
                                                        false,
                                                        element))
                                .toList();
    }

    private static Stream<RecordComponent> components(Class<?> type) {
        return type.isRecord() ? Arrays.stream(type.getRecordComponents()) : Stream.empty();
    }

    private static Optional<RecordComponent> nameOf(Class<?> type) {
        return components(type).filter(c -> NAMES.contains(c.getName())).findFirst();
    }

    private static RecordPart part(RecordComponent component, @Nullable Object of) {
        Object value = of == null ? null : get(component, of);
        return component.getGenericType() instanceof ParameterizedType list
                        && component.getType() == List.class
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? new RecordPart(component.getName(), element, true, value)
                : new RecordPart(component.getName(), component.getType(), false, value);
    }

    private static @Nullable Object get(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a component of a public record is public", e);
        }
    }
}
