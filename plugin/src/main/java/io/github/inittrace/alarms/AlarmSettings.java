// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which alarms to watch for, and from which values on. Immutable: each change returns new settings.
 *
 * <pre>{@code
 * AlarmSettings.defaults().enable(AlarmKind.DISTRIBUTION_DRIFT).threshold(AlarmThreshold.NORM_RANGE, 0.1)
 * }</pre>
 */
public final class AlarmSettings {
    private static final AlarmSettings DEFAULTS =
            new AlarmSettings(AlarmKind.DEFAULTS, new EnumMap<>(AlarmThreshold.class));

    private final Set<AlarmKind> kinds;
    private final Map<AlarmThreshold, Double> changed;

    private AlarmSettings(Set<AlarmKind> kinds, Map<AlarmThreshold, Double> changed) {
        this.kinds = Collections.unmodifiableSet(kinds);
        this.changed = Collections.unmodifiableMap(changed);
    }

    /** Every kind that is on by default, with the default thresholds. */
    public static AlarmSettings defaults() {
        return DEFAULTS;
    }

    /** No alarm at all. */
    public static AlarmSettings none() {
        return DEFAULTS.only();
    }

    /** These settings, watching for these kinds as well. */
    public AlarmSettings enable(AlarmKind... more) {
        return watching(set -> set.addAll(Arrays.asList(more)));
    }

    /** These settings, not watching for these kinds. */
    public AlarmSettings disable(AlarmKind... less) {
        return watching(set -> set.removeAll(Arrays.asList(less)));
    }

    /** These settings, watching for these kinds and no others. */
    public AlarmSettings only(AlarmKind... these) {
        return watching(Set::clear).enable(these);
    }

    /**
     * These settings with another threshold.
     *
     * @param threshold which
     * @param value its value
     * @throws IllegalArgumentException if it is not positive and finite, or counts samples and is
     *     no whole number
     */
    public AlarmSettings threshold(AlarmThreshold threshold, double value) {
        threshold.check(value);
        Map<AlarmThreshold, Double> more = new EnumMap<>(AlarmThreshold.class);
        more.putAll(changed);
        more.put(threshold, value);
        return new AlarmSettings(kinds, more);
    }

    /** The kinds that are watched for. */
    public Set<AlarmKind> kinds() {
        return kinds;
    }

    /** A threshold's value. */
    public double threshold(AlarmThreshold threshold) {
        return changed.getOrDefault(threshold, threshold.defaultValue());
    }

    /** The value of a threshold that counts samples. */
    public int samples(AlarmThreshold threshold) {
        return (int) threshold(threshold);
    }

    private AlarmSettings watching(Consumer<Set<AlarmKind>> change) {
        Set<AlarmKind> set = EnumSet.noneOf(AlarmKind.class);
        set.addAll(kinds);
        change.accept(set);
        return new AlarmSettings(set, changed);
    }
}
