// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.ValidationRecord;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
record FigurePath(String text) {
    private static final String RUN = "run.";
    private static final Set<String> NAMES = Set.of("name", "layer", "tensor");
    private static final Set<Class<?>> NUMBERS =
            Set.of(int.class, long.class, double.class, Double.class, Integer.class, Long.class);
    private static final int LISTED = 30;

    /** There is no such figure; the message says what was expected instead. */
    static final class UnknownFigureException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownFigureException(String message) {
            super(message);
        }
    }

    /** Whether it is about the whole run, and the same at every epoch. */
    boolean isOfRun() {
        return text.startsWith(RUN);
    }

    /** Whether less of it is better. */
    boolean isLoss() {
        return name().toLowerCase(Locale.ROOT).endsWith("loss");
    }

    /** Whether more of it is better. */
    boolean isAccuracy() {
        return name().toLowerCase(Locale.ROOT).endsWith("accuracy");
    }

    /** Whether it goes from 0 to 1. */
    boolean isShare() {
        return isAccuracy() || name().equals("deadFraction");
    }

    /** The last part, which says what it is. */
    String name() {
        return text.substring(text.lastIndexOf('.') + 1);
    }

    /**
     * The number at an epoch; null where the record has none.
     *
     * @throws UnknownFigureException if there cannot be one; the message names the run and says
     *     what was expected
     */
    @Nullable Double at(NamedRun run, EpochRecord epoch) throws UnknownFigureException {
        try {
            return find(run, epoch);
        } catch (UnknownFigureException e) {
            List<String> likely = LikelyFigures.of(text, run, epoch);
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

    /** As {@link #at}; the message only says what was expected. */
    @Nullable Double find(NamedRun run, EpochRecord epoch) throws UnknownFigureException {
        return isOfRun()
                ? walk(RunRecord.class, run.run(), RUN, text.substring(RUN.length()))
                : walk(EpochRecord.class, epoch, "", text);
    }

    private @Nullable Double walk(Class<?> type, @Nullable Object value, String done, String rest)
            throws UnknownFigureException {
        int dot = rest.indexOf('.');
        String part = dot < 0 ? rest : rest.substring(0, dot);
        String left = dot < 0 ? "" : rest.substring(dot + 1);
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(part)) {
                Object there = value == null ? null : get(component, value);
                return follow(component, there, done + part, left);
            }
        }
        List<String> expected = new ArrayList<>(names(type));
        if (done.isEmpty()) {
            expected.add(RUN.substring(0, RUN.length() - 1));
        }
        throw unknown(done, rest, expected);
    }

    private @Nullable Double follow(
            RecordComponent component, @Nullable Object value, String done, String rest)
            throws UnknownFigureException {
        Class<?> type = component.getType();
        if (NUMBERS.contains(type)) {
            if (!rest.isEmpty()) {
                throw unknown(done + ".", rest, List.of());
            }
            return value == null ? null : Double.valueOf(((Number) value).doubleValue());
        }
        if (type.isRecord() && leadsToNumber(component)) {
            return walk(type, value, done + ".", rest);
        }
        Class<?> element = elementType(component);
        if (element == null) {
            throw new UnknownFigureException(
                    component.getName().equals("alarms")
                            ? "alarms are no figures; write a rule 'alarms: none', or with the"
                                    + " worst severity to allow"
                            : "'" + done + "' is not a number");
        }
        return value == null ? null : among((List<?>) value, element, done + ".", rest);
    }

    private @Nullable Double among(List<?> all, Class<?> type, String done, String rest)
            throws UnknownFigureException {
        RecordComponent key =
                Arrays.stream(type.getRecordComponents())
                        .filter(c -> NAMES.contains(c.getName()))
                        .findFirst()
                        .orElseThrow();
        List<String> names = new ArrayList<>();
        Object best = null;
        String bestName = "";
        for (Object element : all) {
            String name = String.valueOf(get(key, element));
            names.add(name);
            boolean isMeant = rest.equals(name) || rest.startsWith(name + ".");
            if (isMeant && (best == null || name.length() > bestName.length())) {
                best = element;
                bestName = name;
            }
        }
        if (names.isEmpty()) {
            throw new UnknownFigureException(
                    type == ValidationRecord.class
                            ? "the run has no validation set"
                            : "'" + done.substring(0, done.length() - 1) + "' is empty");
        }
        if (best == null) {
            throw unknown(done, rest, names);
        }
        String left =
                rest.length() == bestName.length() ? "" : rest.substring(bestName.length() + 1);
        return walk(type, best, done + bestName + ".", left);
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

    /** What can follow: everything that is, or leads to, a number. */
    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(FigurePath::leadsToNumber)
                .map(RecordComponent::getName)
                .toList();
    }

    private static boolean leadsToNumber(RecordComponent component) {
        Class<?> type = component.getType();
        return NUMBERS.contains(type)
                || elementType(component) != null
                || (type.isRecord() && !names(type).isEmpty());
    }

    /** The records with names that a list holds; null if it is no list of such. */
    private static @Nullable Class<?> elementType(RecordComponent list) {
        if (list.getType() == List.class
                && list.getGenericType() instanceof ParameterizedType of
                && of.getActualTypeArguments()[0] instanceof Class<?> type
                && type.isRecord()
                && type != Alarm.class // which AlarmRule is for
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(c -> NAMES.contains(c.getName()))) {
            return type;
        }
        return null;
    }

    private static @Nullable Object get(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a component of a public record is public", e);
        }
    }
}
