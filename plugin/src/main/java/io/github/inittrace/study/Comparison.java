// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunCurves;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Many runs beside each other. Immutable, but for the curves' arrays, which are not copied.
 *
 * @param runs the runs, in the order given; differences are to the first
 * @param lines the runs again, those in one line that differ in nothing but the seed, each where
 *     its first run stands
 * @param common the settings that all runs share, by name
 * @param curves every curve that one of the runs has: those of losses first, then accuracies, then
 *     distances, of which the total and matrices are kept
 * @param remarks what a reader must know, each a sentence: runs that could not be read or never
 *     ended, data sets that differ
 */
public record Comparison(
        List<ComparedRun> runs,
        List<RunGroup> lines,
        Map<String, String> common,
        List<CurveId> curves,
        List<String> remarks) {
    private static final String TOTAL = "total";

    /** Of the columns of a wide table people see the first. */
    private static final Comparator<CurveId> MOST_TELLING_FIRST =
            Comparator.comparing(
                    curve ->
                            switch (curve.kind()) {
                                case VALIDATION_ACCURACY -> 0;
                                case VALIDATION_LOSS -> 1;
                                case RELATIVE_DISTANCE -> 2;
                                case TRAINING_ACCURACY, TRAINING_LOSS -> 3;
                                case MEAN_ABS_RATIO, DISTANCE, NORM -> 4; // not compared
                            });

    /**
     * Compares runs.
     *
     * @param runs the runs, at least one; the first is the one to which others are compared
     * @param unread what there is to say of runs that could not be read, each a sentence
     * @throws IllegalArgumentException if there is no run
     */
    public static Comparison of(List<RunCurves> runs, List<String> unread) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a comparison needs runs, found none");
        }
        List<Map<String, String>> settings =
                runs.stream().map(RunCurves::record).map(Settings::of).toList();
        Settings.nameData(settings);
        Set<String> differing = Settings.differing(settings);
        List<String> names = Names.of(runs.stream().map(RunCurves::path).toList());
        List<Map<String, String>> own = settings.stream().map(all -> only(differing, all)).toList();
        ShortNames words = ShortNames.of(own);
        List<String> labels = Names.distinct(own.stream().map(words::label).toList(), names);
        List<ComparedRun> compared = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            compared.add(new ComparedRun(names.get(i), labels.get(i), own.get(i), runs.get(i)));
        }
        return new Comparison(
                List.copyOf(compared),
                lines(compared, settings, words),
                common(settings),
                curves(runs),
                remarks(compared, unread));
    }

    /** The settings with one value in all runs. */
    private static Map<String, String> common(List<Map<String, String>> settings) {
        Map<String, String> common = new LinkedHashMap<>(settings.get(0));
        settings.forEach(run -> common.entrySet().retainAll(run.entrySet()));
        return common;
    }

    /** The numbers that sum up a run: losses and accuracies, and how far it moved in all. */
    public List<CurveStatistic> measures() {
        List<CurveStatistic> measures = new ArrayList<>();
        for (CurveId curve : curves.stream().sorted(MOST_TELLING_FIRST).toList()) {
            if (curve.kind() != CurveId.Kind.RELATIVE_DISTANCE) {
                measures.add(new CurveStatistic(curve, CurveStatistic.Kind.LAST));
                measures.add(new CurveStatistic(curve, CurveStatistic.Kind.BEST));
                measures.add(new CurveStatistic(curve, CurveStatistic.Kind.BEST_EPOCH));
            } else if (curve.of().equals(TOTAL)) {
                measures.add(new CurveStatistic(curve, CurveStatistic.Kind.LAST));
            }
        }
        return measures;
    }

    /** How far each weight matrix moved. */
    public List<CurveStatistic> matrices() {
        return curves.stream()
                .filter(c -> c.kind() == CurveId.Kind.RELATIVE_DISTANCE && !c.of().equals(TOTAL))
                .map(c -> new CurveStatistic(c, CurveStatistic.Kind.LAST))
                .toList();
    }

    /**
     * By what lines are ranked: the lowest loss on the first validation set, or in training where
     * there is none; the highest accuracy where there is no loss at all. None if there is neither.
     */
    public List<CurveStatistic> ranking() {
        return curves.stream()
                .filter(c -> c.kind() != CurveId.Kind.RELATIVE_DISTANCE)
                .min(Comparator.comparingInt(Comparison::preference))
                .map(c -> List.of(new CurveStatistic(c, CurveStatistic.Kind.BEST)))
                .orElse(List.of());
    }

    /** Whether all runs were trained and evaluated on the same data. */
    public boolean hasOneData() {
        return common.containsKey(Settings.DATA);
    }

    /** A run on each of several data sets, by the letter that their labels have for it. */
    public Map<String, ComparedRun> dataSets() {
        Map<String, ComparedRun> sets = new TreeMap<>();
        for (ComparedRun run : runs) {
            String letter = run.settings().get(Settings.DATA);
            if (letter != null) {
                sets.putIfAbsent(letter, run);
            }
        }
        return sets;
    }

    /** Whether some runs differ in nothing but the seed. */
    public boolean hasGroups() {
        return lines.stream().anyMatch(RunGroup::isGroup);
    }

    private static int preference(CurveId curve) {
        return switch (curve.kind()) {
            case VALIDATION_LOSS -> 0;
            case TRAINING_LOSS -> 1;
            case VALIDATION_ACCURACY -> 2;
            default -> 3;
        };
    }

    private static Map<String, String> only(Set<String> names, Map<String, String> settings) {
        Map<String, String> only = new LinkedHashMap<>();
        for (String name : names) {
            String value = settings.get(name);
            if (value != null && !Settings.isSeed(name)) {
                only.put(name, value);
            }
        }
        // Seeds last: they say least.
        for (String name : names) {
            String value = settings.get(name);
            if (value != null && Settings.isSeed(name)) {
                only.put(name, value);
            }
        }
        return only;
    }

    private static List<RunGroup> lines(
            List<ComparedRun> runs, List<Map<String, String>> settings, ShortNames words) {
        Map<Map<String, String>, List<ComparedRun>> groups = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            groups.computeIfAbsent(Settings.withoutSeeds(settings.get(i)), any -> new ArrayList<>())
                    .add(runs.get(i));
        }
        Collection<List<ComparedRun>> all = groups.values();
        List<String> labels = all.stream().map(group -> label(group, words)).toList();
        List<String> names = all.stream().map(group -> group.get(0).name()).toList();
        List<String> distinct = Names.distinct(labels, names);
        List<RunGroup> lines = new ArrayList<>();
        for (List<ComparedRun> group : all) {
            lines.add(new RunGroup(distinct.get(lines.size()), group));
        }
        return List.copyOf(lines);
    }

    private static String label(List<ComparedRun> group, ShortNames words) {
        if (group.size() == 1) {
            return group.get(0).label();
        }
        String label = words.label(Settings.withoutSeeds(group.get(0).settings()));
        long seeds = group.stream().map(ComparedRun::settings).distinct().count();
        String runs = seeds == group.size() ? seeds + " seeds" : group.size() + " runs";
        return label.isEmpty() ? runs : label + " (" + runs + ")";
    }

    private static List<CurveId> curves(List<RunCurves> runs) {
        Set<CurveId> curves = new LinkedHashSet<>();
        for (RunCurves run : runs) {
            Set<String> matrices =
                    run.record().architecture().stream()
                            .filter(tensor -> tensor.shape().size() == 2)
                            .map(TensorShape::name)
                            .collect(Collectors.toSet());
            for (CurveId curve : run.values().keySet()) {
                boolean isCompared =
                        switch (curve.kind()) {
                            case RELATIVE_DISTANCE ->
                                    curve.of().equals(TOTAL) || matrices.contains(curve.of());
                            case MEAN_ABS_RATIO, DISTANCE, NORM -> false;
                            default -> true;
                        };
                if (isCompared) {
                    curves.add(curve);
                }
            }
        }
        return curves.stream()
                .sorted(
                        Comparator.comparing(CurveId::kind)
                                .thenComparing(c -> !c.of().equals(TOTAL)))
                .toList();
    }

    private static List<String> remarks(List<ComparedRun> runs, List<String> unread) {
        List<String> remarks = new ArrayList<>(unread);
        for (ComparedRun run : runs) {
            Ending ending = run.curves().record().ending();
            if (ending != null && ending.epochs() != run.curves().lastEpoch()) {
                remarks.add(
                        "'"
                                + run.name()
                                + "' ended at epoch "
                                + ending.epochs()
                                + " by its run.json, but its records end at epoch "
                                + run.curves().lastEpoch()
                                + ", as if they had been cut off in copying; shown is what is there");
            }
            if (ending == null) {
                remarks.add(
                        "'"
                                + run.name()
                                + "' has no ending: it was killed, or is still in training; shown"
                                + " is what it recorded up to epoch "
                                + run.curves().lastEpoch());
            }
        }
        List<RunRecord> records = runs.stream().map(run -> run.curves().record()).toList();
        SharedData.groups(records)
                .forEach(
                        (set, groups) -> {
                            if (groups.size() > 1) {
                                remarks.add(differing(set, groups, runs));
                            }
                        });
        return List.copyOf(remarks);
    }

    private static String differing(
            String set, List<List<Integer>> groups, List<ComparedRun> runs) {
        return "the runs do not share their "
                + set
                + " data, so their figures on it cannot be compared: "
                + groups.stream()
                        .map(group -> some(group.stream().map(i -> runs.get(i).name()).toList()))
                        .collect(Collectors.joining("; others in "));
    }

    private static String some(List<String> names) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(names));
        return distinct.size() <= 4
                ? String.join(", ", distinct)
                : String.join(", ", distinct.subList(0, 3))
                        + " and "
                        + (distinct.size() - 3)
                        + " more";
    }
}
