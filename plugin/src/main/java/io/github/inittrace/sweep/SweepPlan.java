// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.text.Numbers;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which trainings a sweep is made of: settings that every run has, and axes along which settings
 * vary; every combination of the axes' steps is a run.
 *
 * <pre>{@code
 * SweepPlan plan = SweepPlan.of(Map.of("epochs", "20"))
 *         .vary("hidden", "10,10", "64,64")
 *         .vary("learning-rate", 0.01, 0.1)
 *         .seeds(5);                                 // 2 x 2 x 5 runs
 * }</pre>
 *
 * <p>Settings are names and texts; a {@link JobMaker} knows what they mean. Immutable.
 */
public final class SweepPlan {
    /** As many runs as a plan may come to. */
    public static final int MOST_RUNS = 1_000_000;

    /** The setting that seeds vary. */
    static final String SEED = "seed";

    private final String source;
    private final Map<String, PlanValue> base;
    private final List<Axis> axes;

    /** What settings are called in the names of runs and of axes, where it is not as they are. */
    private final Map<String, String> names;

    private SweepPlan(
            String source,
            Map<String, PlanValue> base,
            List<Axis> axes,
            Map<String, String> names) {
        this.source = source;
        this.base = base;
        this.axes = axes;
        this.names = names;
    }

    /**
     * A plan of one run.
     *
     * @param settings what every run has
     */
    public static SweepPlan of(Map<String, String> settings) {
        Map<String, PlanValue> base = new LinkedHashMap<>();
        settings.forEach((key, value) -> base.put(key, new PlanValue(value, 0)));
        return of("the plan", base);
    }

    static SweepPlan of(String source, Map<String, PlanValue> base) {
        return new SweepPlan(source, new LinkedHashMap<>(base), List.of(), Map.of());
    }

    /**
     * Reads a plan; {@code docs/sweep.md} has its form.
     *
     * @param file a YAML or JSON file
     * @throws IOException if it cannot be read or is no plan; one sentence that names file and line
     */
    public static SweepPlan read(Path file) throws IOException {
        return PlanFile.read(file);
    }

    /**
     * Crosses the runs with the values of a setting.
     *
     * @param key the setting
     * @param values its values, whose texts count
     * @throws IllegalArgumentException if there is no value, one comes twice, the setting has a
     *     value already, or there are more than {@value #MOST_RUNS} runs
     */
    public SweepPlan vary(String key, Object... values) {
        return and(Map.of(key, texts(Arrays.asList(values))));
    }

    /**
     * Crosses the runs with the values of a setting that are written as text.
     *
     * @param key the setting
     * @param values {@code 0.01,0.1}, {@code [[10,10], [64,64]]} or {@code {from: 0.01, to: 1,
     *     count: 5, scale: log}}, as in a file
     * @throws IllegalArgumentException as {@link #vary}, and if the text is no list or range
     */
    public SweepPlan varyOver(String key, String values) {
        return PlanFile.vary(this, key, values);
    }

    /**
     * Gives every run a setting, in place of the value that all have.
     *
     * @param key the setting
     * @param value its value
     * @throws IllegalArgumentException if the setting varies
     */
    public SweepPlan set(String key, String value) {
        if (axes.stream().anyMatch(axis -> axis.keys().contains(key))) {
            throw new IllegalArgumentException(
                    "the setting " + SafeText.of(key) + " varies; take it out of what varies");
        }
        Map<String, PlanValue> changed = new LinkedHashMap<>(base);
        changed.put(key, new PlanValue(value, 0));
        return new SweepPlan(source, changed, axes, names);
    }

    /**
     * Crosses the runs with settings that go together: the first value of each, the second, and so
     * on.
     *
     * @param together equally many values of each setting; they are named in the order of a {@code
     *     LinkedHashMap} or {@code SortedMap}, those of other maps by the alphabet
     * @throws IllegalArgumentException as {@link #vary}, and if the lists differ in length
     */
    public SweepPlan zip(Map<String, ? extends List<?>> together) {
        Map<String, List<PlanValue>> values = new LinkedHashMap<>();
        // Another map may have another order in the next process, and runs would have other names.
        boolean isOrdered = together instanceof LinkedHashMap || together instanceof SortedMap;
        (isOrdered ? together : new TreeMap<>(together))
                .forEach((key, list) -> values.put(key, texts(list)));
        return and(values);
    }

    /**
     * Repeats every run with the seeds 1, 2, ...
     *
     * @param count how many
     * @throws IllegalArgumentException as {@link #vary}
     */
    public SweepPlan seeds(int count) {
        requireRuns(count);
        return vary(SEED, IntStream.rangeClosed(1, count).boxed().toArray());
    }

    /**
     * Calls a setting otherwise in the names of runs and on the page, such as {@code hidden}
     * "width". Where several settings go together, the name of the first is that of all.
     *
     * @param key a setting that varies
     * @param name what to call it: letters, digits, blanks, {@code -} and {@code .}
     * @throws IllegalArgumentException if the setting does not vary, or another one has that name
     */
    public SweepPlan name(String key, String name) {
        if (axes.stream().noneMatch(axis -> axis.keys().contains(key))) {
            throw new IllegalArgumentException(
                    "a name needs a setting that varies, found '"
                            + SafeText.of(key)
                            + "'"
                            + (axes.isEmpty()
                                    ? ""
                                    : "; those that vary are "
                                            + axes.stream()
                                                    .flatMap(axis -> axis.keys().stream())
                                                    .collect(Collectors.joining(", "))));
        }
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9 .-]{0,39}")) {
            throw new IllegalArgumentException(
                    "a name has up to 40 letters, digits, blanks, points and dashes, found '"
                            + SafeText.of(name)
                            + "'");
        }
        boolean isTaken =
                axes.stream()
                        .flatMap(axis -> axis.keys().stream())
                        .anyMatch(other -> !other.equals(key) && called(other).equals(name));
        if (isTaken) {
            throw new IllegalArgumentException(
                    "the name '" + name + "' is that of another setting; choose another");
        }
        Map<String, String> more = new LinkedHashMap<>(names);
        more.put(key, name);
        return new SweepPlan(source, base, axes, more);
    }

    private String called(String key) {
        return names.getOrDefault(key, key);
    }

    /** In which directions the runs differ. */
    public List<SweepAxis> axes() {
        return axes.stream()
                .filter(axis -> axis.choices().size() > 1)
                .map(axis -> new SweepAxis(name(axis), List.copyOf(axis.keys())))
                .toList();
    }

    private String name(Axis axis) {
        String first = axis.keys().iterator().next();
        return names.containsKey(first)
                ? called(first)
                : axis.keys().stream().map(this::called).collect(Collectors.joining(" with "));
    }

    private static List<PlanValue> texts(List<?> values) {
        return values.stream().map(value -> new PlanValue(String.valueOf(value), 0)).toList();
    }

    /** This plan with another axis. The messages are what follows a file and line. */
    SweepPlan and(Map<String, List<PlanValue>> values) {
        int length = values.isEmpty() ? 0 : values.values().iterator().next().size();
        values.forEach(
                (key, list) -> {
                    requireFresh(key);
                    if (list.isEmpty()) {
                        throw new IllegalArgumentException(
                                "expected at least one value of "
                                        + SafeText.of(key)
                                        + ", found none: there would be no run");
                    }
                    if (list.size() != length) {
                        throw new IllegalArgumentException(
                                "settings that go together need equally many values, found "
                                        + values.entrySet().stream()
                                                .map(e -> e.getValue().size() + " of " + e.getKey())
                                                .map(SafeText::of)
                                                .collect(Collectors.joining(" and ")));
                    }
                });
        if (values.isEmpty()) {
            throw new IllegalArgumentException("expected settings that go together, found none");
        }
        Axis axis = Axis.zipped(values);
        Set<List<String>> seen = new HashSet<>();
        for (Map<String, PlanValue> choice : axis.choices()) {
            List<String> texts = choice.values().stream().map(PlanValue::text).toList();
            if (!seen.add(texts)) {
                throw new IllegalArgumentException(
                        "the value "
                                + SafeText.of(String.join(" with ", texts))
                                + " of "
                                + SafeText.of(String.join(" with ", axis.keys()))
                                + " is there twice; keep one");
            }
        }
        List<Axis> more = new ArrayList<>(axes);
        more.add(axis);
        SweepPlan plan = new SweepPlan(source, base, List.copyOf(more), names);
        requireRuns(plan.size());
        return plan;
    }

    private static void requireRuns(long count) {
        if (count > MOST_RUNS) {
            throw new IllegalArgumentException(
                    "a plan has at most "
                            + Numbers.count(MOST_RUNS)
                            + " runs, found "
                            + Numbers.count(count)
                            + "; vary less");
        }
    }

    /**
     * Refuses a setting that has a value already.
     *
     * @throws IllegalArgumentException what follows a file and line
     */
    private void requireFresh(String key) {
        if (base.containsKey(key) || axes.stream().anyMatch(axis -> axis.keys().contains(key))) {
            throw new IllegalArgumentException(
                    "the setting "
                            + SafeText.of(key)
                            + " has a value already; give it in one place");
        }
    }

    /** How many runs there are. */
    public long size() {
        return axes.stream().mapToLong(axis -> axis.choices().size()).reduce(1, (a, b) -> a * b);
    }

    /** The runs; the last axis changes fastest. */
    public List<PlannedRun> runs() {
        List<Map<String, PlanValue>> varied = List.of(Map.of());
        for (Axis axis : axes) {
            List<Map<String, PlanValue>> crossed = new ArrayList<>();
            for (Map<String, PlanValue> before : varied) {
                for (Map<String, PlanValue> choice : axis.choices()) {
                    Map<String, PlanValue> both = new LinkedHashMap<>(before);
                    both.putAll(choice);
                    crossed.add(both);
                }
            }
            varied = crossed;
        }
        RunNames folders = new RunNames(names);
        List<PlannedRun> runs = new ArrayList<>();
        for (Map<String, PlanValue> run : varied) {
            Map<String, String> settings = new LinkedHashMap<>();
            base.forEach((key, value) -> settings.put(key, value.text()));
            run.forEach((key, value) -> settings.put(key, value.text()));
            runs.add(new PlannedRun(folders.name(run), settings));
        }
        return runs;
    }

    /** Where a run's value of a setting stands, to begin a message with. */
    String place(String key, String value) {
        PlanValue fixed = base.get(key);
        int line =
                fixed != null
                        ? fixed.line()
                        : axes.stream()
                                .filter(axis -> axis.keys().contains(key))
                                .flatMap(axis -> axis.choices().stream())
                                .map(choice -> choice.get(key))
                                .filter(one -> one != null && one.text().equals(value))
                                .mapToInt(PlanValue::line)
                                .findFirst()
                                .orElse(0);
        return source + (line > 0 ? ", line " + line : "");
    }
}
