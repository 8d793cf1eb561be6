// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.Severity;
import io.github.inittrace.measure.EventTime;
import io.github.inittrace.measure.LossCurveAnalysis;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The epochs of a run at which something happened, in order. */
final class RunEvents {
    private static final int MOST = 12;
    private static final int MOST_RATES = 4;

    /**
     * What happened at one epoch.
     *
     * @param epoch its index
     * @param severity how much it matters
     * @param texts what happened, each without capital and full stop
     */
    record Event(int epoch, Severity severity, List<String> texts) {
        String text() {
            return String.join("; ", texts);
        }
    }

    private record Entry(Severity severity, String text) {}

    private final TreeMap<Integer, List<Entry>> entries = new TreeMap<>();

    private RunEvents() {}

    /** The most severe events, by epoch. */
    static List<Event> of(ReportInput input) {
        List<Event> all = all(input);
        List<Event> most =
                all.stream()
                        .sorted(Comparator.comparing(Event::severity).reversed())
                        .limit(MOST)
                        .toList();
        return all.stream().filter(most::contains).toList();
    }

    /** How many epochs there are beyond those. */
    static int more(ReportInput input) {
        return Math.max(0, all(input).size() - MOST);
    }

    private static List<Event> all(ReportInput input) {
        RunEvents events = new RunEvents();
        TrainingHistory history = input.history();
        events.rates(history.epochs());
        events.lowest(new EpochSeries(history));
        events.divergence(input);
        events.regime(history);
        events.alarms(history.alarms());
        return events.entries.entrySet().stream().map(RunEvents::event).toList();
    }

    private static Event event(Map.Entry<Integer, List<Entry>> entry) {
        Severity worst =
                entry.getValue().stream()
                        .map(Entry::severity)
                        .max(Comparator.naturalOrder())
                        .orElse(Severity.NOTICE);
        return new Event(
                entry.getKey(), worst, entry.getValue().stream().map(Entry::text).toList());
    }

    private void add(int epoch, Severity severity, String text) {
        entries.computeIfAbsent(epoch, e -> new ArrayList<>()).add(new Entry(severity, text));
    }

    /** Steps of the learning rate, unless it changes all the time. */
    private void rates(List<EpochRecord> epochs) {
        List<Runnable> changes = new ArrayList<>();
        Double before = null;
        for (EpochRecord epoch : epochs) {
            Double rate = epoch.learningRate();
            if (before != null && rate != null && !rate.equals(before)) {
                String text = "the learning rate goes from " + plain(before) + " to " + plain(rate);
                changes.add(() -> add(epoch.index(), Severity.NOTICE, text));
            }
            before = rate;
        }
        if (changes.size() <= MOST_RATES) {
            changes.forEach(Runnable::run);
        }
    }

    /** People write 0.1, not 0.1000. */
    private static String plain(double rate) {
        return Numbers.text(rate).replaceFirst("(\\.[0-9]*?)0+$", "$1").replaceFirst("\\.$", "");
    }

    private void lowest(EpochSeries series) {
        OptionalInt best = series.lowestValidationLoss();
        if (best.isPresent() && best.getAsInt() > 0 && best.getAsInt() < series.last()) {
            add(best.getAsInt(), Severity.NOTICE, "lowest " + series.firstSet() + " loss");
        }
    }

    private void divergence(ReportInput input) {
        OptionalInt at = VerdictSection.divergedAt(input);
        if (at.isPresent()) {
            add(at.getAsInt(), Severity.FAILURE, "diverged: a number is not finite any more");
            return;
        }
        TrainingHistory history = input.history();
        LossCurveAnalysis course = history.trainingCourse();
        EventTime time = course.divergence();
        if (course.lowest().isEmpty() || time.isCensored() || !history.hasEveryLoss()) {
            return;
        }
        boolean isFinite =
                history.epochs().stream()
                        .anyMatch(e -> e.index() == time.epoch() && e.epochEndLoss() != null);
        if (isFinite) {
            add(
                    time.epoch(),
                    Severity.FAILURE,
                    "the training loss diverged: from here on it stays within 2 % of its last"
                            + " value, at least 3 times its minimum");
        } else {
            boolean isLasting = history.last().epochEndLoss() == null;
            add(
                    time.epoch(),
                    isLasting ? Severity.FAILURE : Severity.WARNING,
                    "the training loss is not finite");
        }
    }

    /** A loss that is not finite has an event already. */
    private void regime(TrainingHistory history) {
        int at = history.trainingCourse().regimes(0).indexOf(LossCurveAnalysis.Regime.UNTRAINABLE);
        if (at >= 0 && history.epochs().get(at).epochEndLoss() != null) {
            add(
                    history.epochs().get(at).index(),
                    Severity.WARNING,
                    "untrainable: since its lowest, the training loss is at least twice as high in"
                            + " the mean");
        }
    }

    /** Every alarm that warns; of those that only tell something, the first of each kind. */
    private void alarms(List<Alarm> alarms) {
        Map<String, List<Alarm>> kinds =
                alarms.stream()
                        .collect(
                                Collectors.groupingBy(
                                        a -> a.kind().id(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        kinds.forEach(
                (kind, raised) -> {
                    Map<Integer, List<Alarm>> byEpoch =
                            raised.stream()
                                    .collect(
                                            Collectors.groupingBy(
                                                    Alarm::epoch,
                                                    TreeMap::new,
                                                    Collectors.toList()));
                    if (raised.get(0).severity() == Severity.NOTICE) {
                        int first = raised.get(0).epoch();
                        int later = raised.size() - byEpoch.getOrDefault(first, List.of()).size();
                        String more = later == 0 ? "" : ", and " + later + " more later";
                        byEpoch.keySet().removeIf(epoch -> epoch > first);
                        byEpoch.forEach(
                                (e, a) -> add(e, a.get(0).severity(), text(kind, a) + more));
                    } else {
                        byEpoch.forEach((e, a) -> add(e, a.get(0).severity(), text(kind, a)));
                    }
                });
    }

    private static String text(String kind, List<Alarm> raised) {
        return kind
                + " in "
                + (raised.size() == 1 ? raised.get(0).tensor() : raised.size() + " tensors");
    }
}
