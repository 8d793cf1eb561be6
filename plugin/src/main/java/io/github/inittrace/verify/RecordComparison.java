// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.measure.Histogram;
import io.github.inittrace.run.RecordPart;
import io.github.inittrace.text.ShortText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares records with recomputed ones, component by component, whatever components they have. A
 * figure is a number, or a list of numbers.
 */
final class RecordComparison {
    /** The one measure of a tensor that takes more than its initial and its current weights. */
    static final String UPDATE_SIZE = "updateSize";

    private final Bounds bounds;
    private final List<String> differences = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private int figures;

    /** How far a figure may be off. */
    interface Bounds {
        /**
         * How far a number may be off.
         *
         * @param path the components that lead to it, such as {@code movement.slope}
         * @param recomputed its value
         * @return the bound; infinite where the figure cannot be compared
         */
        double of(String path, double recomputed);

        /** Whether two histograms agree; null where they are compared number by number. */
        default @Nullable Boolean agree(Histogram recorded, Histogram recomputed) {
            return null;
        }
    }

    RecordComparison(Bounds bounds) {
        this.bounds = bounds;
    }

    /** How many figures were compared. */
    int figures() {
        return figures;
    }

    /** What differs, each with both values. */
    List<String> differences() {
        return differences;
    }

    /** The figures that could not be compared. */
    List<String> left() {
        return left;
    }

    /** "31 figures agree", or the first difference and how many there are. */
    String summary() {
        if (differences.isEmpty()) {
            return String.format(Locale.ROOT, "%,d figures agree", figures);
        }
        int more = differences.size() - 1;
        return differences.get(0)
                + (more == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, ", and %,d more of %,d figures", more, figures));
    }

    /** Counts a figure that was not recorded at all. */
    void missing(String what) {
        figures++;
        differences.add(what);
    }

    /**
     * Compares two values of any type.
     *
     * @param path the components that lead there; empty at the top
     */
    void compare(String path, @Nullable Object recorded, @Nullable Object recomputed) {
        if (recorded instanceof Record a
                && recomputed instanceof Record b
                && a.getClass() == b.getClass()) {
            compareRecords(path, a, b);
        } else if (recorded instanceof List<?> a
                && recomputed instanceof List<?> b
                && (!a.isEmpty() && a.get(0) instanceof Record)
                && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                compare(path + "[" + i + "]", a.get(i), b.get(i));
            }
        } else if (recorded instanceof String || recomputed instanceof String) {
            if (!Objects.equals(recorded, recomputed)) {
                differ(path, recorded, recomputed);
            }
        } else {
            compareFigures(path, recorded, recomputed);
        }
    }

    private void compareRecords(String path, Record recorded, Record recomputed) {
        if (recorded instanceof Histogram a && recomputed instanceof Histogram b) {
            Boolean agree = bounds.agree(a, b);
            if (agree != null) {
                figures++;
                if (!agree) {
                    differ(path, a, b);
                }
                return;
            }
        }
        Iterator<RecordPart> others = RecordPart.of(recomputed).parts().iterator();
        for (RecordPart part : RecordPart.of(recorded).parts()) {
            compare(
                    path.isEmpty() ? part.name() : path + "." + part.name(),
                    part.value(),
                    others.next().value());
        }
    }

    private void compareFigures(
            String path, @Nullable Object recorded, @Nullable Object recomputed) {
        if (recorded instanceof List<?> a && recomputed instanceof List<?> b) {
            figures++;
            if (!agree(path, a, b)) {
                differ(path, recorded, recomputed);
            }
            return;
        }
        Object found = finite(recomputed);
        double bound = found instanceof Double number ? bounds.of(path, number) : 0;
        if (found == null && recorded != null) {
            bound = bounds.of(path, Double.NaN);
        }
        if (bound == Double.POSITIVE_INFINITY) {
            left.add(path);
            return;
        }
        figures++;
        boolean agree =
                recorded instanceof Double a && found instanceof Double b
                        ? a.equals(b) || Math.abs(a - b) <= bound
                        : Objects.equals(recorded, found);
        if (!agree) {
            differ(path, recorded, found);
        }
    }

    /** Of lists, number by number. */
    private boolean agree(String path, List<?> recorded, List<?> recomputed) {
        boolean agree = recorded.size() == recomputed.size();
        for (int i = 0; agree && i < recorded.size(); i++) {
            agree =
                    recorded.get(i) instanceof Double a && recomputed.get(i) instanceof Double b
                            ? a.equals(b) || Math.abs(a - b) <= bounds.of(path, b)
                            : Objects.equals(recorded.get(i), recomputed.get(i));
        }
        return agree;
    }

    /** As a file would have it. */
    private static @Nullable Object finite(@Nullable Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? null : value;
    }

    private void differ(String path, @Nullable Object recorded, @Nullable Object recomputed) {
        differences.add(
                path + ": recorded " + brief(recorded) + ", recomputed " + brief(recomputed));
    }

    private static String brief(@Nullable Object value) {
        if (value == null) {
            return "undefined";
        }
        return ShortText.of(String.valueOf(value), 60);
    }

    /**
     * Figures that are the same bits unless another machine rounds otherwise. The update size is
     * measured from the record before, which no file holds.
     */
    static RecordComparison exact() {
        return new RecordComparison(
                (path, recomputed) ->
                        path.endsWith(UPDATE_SIZE)
                                ? Double.POSITIVE_INFINITY
                                : Double.isFinite(recomputed) ? 1e-12 * Math.abs(recomputed) : 0);
    }
}
