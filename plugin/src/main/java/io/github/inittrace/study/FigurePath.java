// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.measure.Direction;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RecordPart;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.run.WatchedAlarms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to a number in a record, by the names that {@code epochs.jsonl} has: {@code
 * total.relativeDistance}, {@code validation.test.loss}, {@code tensors.hidden1.weight.movement.slope};
 * in {@code run.json}, with {@code run.} before it. In a list, the next part is an element's name,
 * which may have dots itself. Paths are checked against the records' types, so that a figure that a
 * run happens to lack can be told from one that does not exist.
 *
 * @param text the path as written
 */
public record FigurePath(String text) {
    private static final String RUN = "run.";

    /** What half a path may have left out. */
    private static final List<String> BEGINNINGS =
            List.of("total.", "tensors.", "deadUnits.", "marks.", RUN);

    private static final int MOST_LIKELY = 3;
    private static final int LISTED = 30;

    /** There is no such figure; the message says what was expected instead. */
    public static final class UnknownFigureException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownFigureException(String message) {
            super(message);
        }
    }

    /**
     * Every figure of a run at an epoch, in the order of the records, those of the run last.
     *
     * @return the numbers by the text of their paths; null where the record has none
     */
    public static Map<String, @Nullable Double> all(NamedRun run, EpochRecord epoch) {
        Map<String, @Nullable Double> all = new LinkedHashMap<>();
        collect("", RecordPart.of(epoch), all);
        collect(RUN, RecordPart.of(run.run()), all);
        return Collections.unmodifiableMap(all);
    }

    /**
     * Every figure in a record or a part of one, in its order.
     *
     * @return the numbers by the text of their paths in it, empty where it is a number itself; null
     *     where it has none
     */
    public static Map<String, @Nullable Double> in(RecordPart whole) {
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        if (whole.isNumber()) {
            figures.put("", number(whole));
        } else {
            collect("", whole, figures);
        }
        return Collections.unmodifiableMap(figures);
    }

    private static void collect(
            String start, RecordPart whole, Map<String, @Nullable Double> figures) {
        for (RecordPart part : whole.parts()) {
            String path = start + part.name();
            if (part.isNumber()) {
                figures.put(path, number(part));
            } else if (part.leadsToNumber()) {
                collect(path + ".", part, figures);
            }
        }
    }

    /** Whether it is about the whole run, and the same at every epoch. */
    public boolean isOfRun() {
        return text.startsWith(RUN);
    }

    /** Whether less or more of it is better; null where that is not known. */
    public @Nullable Direction direction() {
        String name = name().toLowerCase(Locale.ROOT);
        return name.endsWith("loss")
                ? Direction.MINIMISE
                : name.endsWith("accuracy") ? Direction.MAXIMISE : null;
    }

    /** Whether it goes from 0 to 1. */
    public boolean isShare() {
        return direction() == Direction.MAXIMISE || name().equals("deadFraction");
    }

    /** The last part, which says what it is. */
    public String name() {
        return text.substring(text.lastIndexOf('.') + 1);
    }

    /**
     * The number at an epoch; null where the record has none.
     *
     * @throws UnknownFigureException if there cannot be one; the message names the run and says
     *     what was expected
     */
    public @Nullable Double at(NamedRun run, EpochRecord epoch) throws UnknownFigureException {
        try {
            return isOfRun()
                    ? follow(RecordPart.of(run.run()), RUN, text.substring(RUN.length()))
                    : follow(RecordPart.of(epoch), "", text);
        } catch (UnknownFigureException e) {
            List<String> likely = likely(run, epoch);
            throw new UnknownFigureException(
                    "there is no figure '"
                            + text
                            + "' in '"
                            + run.name()
                            + "': "
                            + e.getMessage()
                            + (likely.isEmpty()
                                    ? ""
                                    : "; did you mean " + String.join(" or ", likely) + "?"));
        }
    }

    private static @Nullable Double follow(RecordPart part, String done, String rest)
            throws UnknownFigureException {
        if (part.isNumber()) {
            if (!rest.isEmpty()) {
                throw unknown(done, rest, List.of());
            }
            return number(part);
        }
        if (!part.leadsToNumber()) {
            throw new UnknownFigureException(
                    part.type() == Alarm.class || part.type() == WatchedAlarms.class
                            ? "alarms are no figures; write a rule 'alarms: none', or with the"
                                    + " worst severity to allow"
                            : "'" + withoutDot(done) + "' is not a number");
        }
        if (part.isList() && part.value() == null) {
            return null; // nobody knows the names of its elements
        }
        List<RecordPart> parts = part.parts();
        if (part.isList() && parts.isEmpty()) {
            throw new UnknownFigureException(
                    part.type() == ValidationRecord.class
                            ? "the run has no validation set"
                            : "'" + withoutDot(done) + "' is empty");
        }
        // Names may have dots: the longest is meant, unless only a shorter one leads on.
        List<RecordPart> meant =
                parts.stream()
                        .filter(p -> rest.equals(p.name()) || rest.startsWith(p.name() + "."))
                        .sorted(Comparator.comparing(p -> -p.name().length()))
                        .toList();
        UnknownFigureException failure = null;
        for (RecordPart next : meant) {
            int length = next.name().length();
            String left = rest.length() == length ? "" : rest.substring(length + 1);
            try {
                return follow(next, done + next.name() + ".", left);
            } catch (UnknownFigureException e) {
                failure = failure == null ? e : failure;
            }
        }
        throw failure == null ? unknown(done, rest, expected(part, parts, done)) : failure;
    }

    private static List<String> expected(RecordPart part, List<RecordPart> parts, String done) {
        List<String> names = new ArrayList<>();
        for (RecordPart next : parts) {
            if (part.isList() || next.leadsToNumber()) {
                names.add(next.name());
            }
        }
        if (done.isEmpty()) {
            names.add(withoutDot(RUN));
        }
        return names;
    }

    private static UnknownFigureException unknown(String done, String rest, List<String> expected) {
        String found = rest.isEmpty() ? "nothing" : "'" + rest + "'";
        String more =
                expected.size() > LISTED ? " and " + (expected.size() - LISTED) + " more" : "";
        String names = String.join(", ", expected.stream().limit(LISTED).toList()) + more;
        return new UnknownFigureException(
                (done.isEmpty() ? "" : "after '" + done + "' ")
                        + "expected "
                        + (expected.isEmpty() ? "nothing" : "one of " + names)
                        + ", found "
                        + found);
    }

    /** What somebody may have meant by half a path: {@code accuracy}, {@code test.loss}. */
    private List<String> likely(NamedRun run, EpochRecord epoch) {
        List<String> candidates = new ArrayList<>();
        epoch.validation().forEach(set -> candidates.add("validation." + set.name() + "." + text));
        if (!text.isEmpty()) {
            candidates.add("epochEnd" + Character.toUpperCase(text.charAt(0)) + text.substring(1));
        }
        candidates.add("validation." + text);
        BEGINNINGS.forEach(beginning -> candidates.add(beginning + text));
        Map<String, @Nullable Double> all = all(run, epoch);
        return candidates.stream()
                .filter(path -> all.get(path) != null)
                .limit(MOST_LIKELY)
                .toList();
    }

    private static @Nullable Double number(RecordPart part) {
        return part.value() instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    private static String withoutDot(String path) {
        return path.substring(0, path.length() - 1);
    }
}
