// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Where the values of an axis lie: at numbers where each value is one, or a list of equal ones as
 * the widths of hidden layers are; else side by side.
 *
 * @param axis the axis
 * @param values its values, ascending if they are numbers, else in the order of the plan
 * @param numbers the number of each value; empty if they are words
 */
public record AxisScale(SweepAxis axis, List<String> values, List<Double> numbers) {
    private static final String NUMBER = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";

    /** Copies the lists. */
    public AxisScale {
        values = List.copyOf(values);
        numbers = List.copyOf(numbers);
    }

    /** Of an axis of a sweep. */
    public static AxisScale of(SweepAxis axis, SweepRecord sweep) {
        Set<String> values = new LinkedHashSet<>();
        sweep.runs().forEach(run -> values.add(axis.value(run.run().settings())));
        return of(axis, values);
    }

    static AxisScale of(SweepAxis axis, Collection<String> values) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String value : values) {
            number(value).ifPresent(number -> numbers.put(value, number));
        }
        boolean areNumbers =
                numbers.size() == values.size()
                        && new HashSet<>(numbers.values()).size() == values.size();
        if (!areNumbers) {
            return new AxisScale(axis, List.copyOf(values), List.of());
        }
        List<Map.Entry<String, Double>> sorted = new ArrayList<>(numbers.entrySet());
        sorted.sort(Comparator.comparing(Map.Entry::getValue));
        return new AxisScale(
                axis,
                sorted.stream().map(Map.Entry::getKey).toList(),
                sorted.stream().map(Map.Entry::getValue).toList());
    }

    /** The number that a value is, or of which all parts of a list are. */
    private static OptionalDouble number(String value) {
        List<String> parts = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        boolean isOne = parts.stream().distinct().count() == 1 && parts.get(0).matches(NUMBER);
        return isOne ? OptionalDouble.of(Double.parseDouble(parts.get(0))) : OptionalDouble.empty();
    }

    /** Whether its values are numbers. */
    public boolean isNumeric() {
        return !numbers.isEmpty();
    }

    /** What a value is called where it stands on the axis: the width where layers are equal. */
    public String label(int index) {
        String value = values.get(index);
        return isNumeric() ? value.replaceFirst(",.*", "").strip() : value;
    }
}
