// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import io.github.inittrace.text.DecimalNumber;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/**
 * Reads a file in libsvm's format: on each line a number as the label, and the features that are
 * not zero as {@code number:value}. What follows a {@code #} is passed over, and so are empty
 * lines.
 *
 * <p>Features get the names that Tribuo's {@code LibSVMDataSource} gives them in an English
 * country: numbers from zero, with zeros in front up to the length of the highest number in the
 * file.
 */
final class LibSvmTable {
    /** The highest number a feature may have: there is a name for every number up to it. */
    static final int MOST_FEATURES = 1 << 20;

    /** A million features fit, and a file without line ends costs no memory. */
    private static final int MOST_CHARACTERS = 1 << 24;

    private final Path file;
    private final TextReader text;
    private final StringBuilder line = new StringBuilder();
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Label> labels = new HashMap<>();
    private int number;
    private boolean afterReturn;

    private LibSvmTable(Path file, TextReader text) {
        this.file = file;
        this.text = text;
    }

    /** One line; the numbers of its features ascend. */
    private record Row(Label label, int[] features, double[] values) {}

    /** Reads an open file to its end. */
    static List<Example<Label>> read(Path file, TextReader text) throws IOException {
        LibSvmTable table = new LibSvmTable(file, text);
        while (table.nextLine()) {
            table.parse();
        }
        return table.examples();
    }

    /** Reads a line without its comment; false at the end. */
    private boolean nextLine() throws IOException {
        line.setLength(0);
        number++;
        int characters = 0;
        boolean comment = false;
        while (true) {
            int c = text.next("line", number);
            boolean rest = afterReturn && c == '\n';
            afterReturn = c == '\r';
            if (rest) {
                continue;
            }
            if (c < 0 || c == '\n' || c == '\r') {
                return c >= 0 || characters > 0;
            }
            if (++characters > MOST_CHARACTERS) {
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "expected at most %d characters in line %d of %s, found more; check the"
                                        + " path",
                                MOST_CHARACTERS,
                                number,
                                file));
            }
            comment |= c == '#';
            if (!comment) {
                line.append((char) c);
            }
        }
    }

    private void parse() throws DataFileException {
        StringTokenizer fields = new StringTokenizer(line.toString());
        if (!fields.hasMoreTokens()) {
            return;
        }
        Label label = label(fields.nextToken());
        int[] features = new int[fields.countTokens()];
        double[] values = new double[features.length];
        for (int i = 0; i < features.length; i++) {
            String field = fields.nextToken();
            int colon = field.indexOf(':');
            int feature = colon < 0 ? -1 : feature(field.substring(0, colon));
            double value = DecimalNumber.of(field.substring(colon + 1));
            if (feature < 0 || Double.isNaN(value)) {
                throw refused(
                        "'"
                                + SafeText.of(field)
                                + (field.startsWith("qid:")
                                        ? "', a query to rank for; remove it, for a classifier ranks"
                                                + " nothing"
                                        : "'; correct it"));
            }
            if (feature > MOST_FEATURES) {
                throw refused(
                        String.format(
                                Locale.ROOT,
                                "feature %d where %d is the highest; correct it",
                                feature,
                                MOST_FEATURES));
            }
            features[i] = feature;
            values[i] = value;
        }
        rows.add(sorted(label, features, values));
    }

    private Row sorted(Label label, int[] features, double[] values) throws DataFileException {
        boolean ascending = true;
        for (int i = 1; i < features.length; i++) {
            ascending &= features[i - 1] < features[i];
        }
        if (ascending) {
            return new Row(label, features, values);
        }
        int[] ordered = features.clone();
        Arrays.sort(ordered);
        double[] orderedValues = new double[values.length];
        for (int i = 0; i < features.length; i++) {
            if (i > 0 && ordered[i] == ordered[i - 1]) {
                throw refused("feature " + ordered[i] + " twice; correct it");
            }
            orderedValues[Arrays.binarySearch(ordered, features[i])] = values[i];
        }
        return new Row(label, ordered, orderedValues);
    }

    /** Labels are numbers: {@code +1}, {@code 1} and {@code 1.0} are one. */
    private Label label(String text) throws DataFileException {
        double value = DecimalNumber.of(text);
        if (Double.isNaN(value)) {
            String found = "'" + SafeText.of(text) + "'";
            if (text.indexOf(':') >= 0) {
                throw refused("no label before " + found + "; correct it");
            }
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a number as the label in line %d of %s, found %s; %s",
                            number,
                            file,
                            found,
                            text.indexOf(',') > 0
                                    ? "leave each example one label, for the trainer tells one of"
                                            + " many"
                                    : "number the labels"));
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        String name = whole ? Long.toString((long) value) : Double.toString(value);
        return labels.computeIfAbsent(name, Label::new);
    }

    private static int feature(String text) {
        boolean isPlain = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            return isPlain ? Integer.parseInt(text) : -1;
        } catch (NumberFormatException e) {
            return -1; // too large
        }
    }

    private DataFileException refused(String found) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "expected a label and features as number:value in line %d of %s, found %s",
                        number,
                        file,
                        found));
    }

    private List<Example<Label>> examples() throws DataFileException {
        int[] counts = new int[MOST_FEATURES + 1];
        int highest = -1;
        for (Row row : rows) {
            for (int feature : row.features) {
                counts[feature]++;
                highest = Math.max(highest, feature);
            }
        }
        if (highest < 0) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected features as number:value in %s, found none; check the path",
                            file));
        }
        int first = counts[0] > 0 ? 0 : 1;
        String pattern = "%0" + Integer.toString(highest).length() + "d";
        String[] names = new String[highest + 1];
        int commonest = 0;
        for (int i = first; i <= highest; i++) {
            names[i] = String.format(Locale.ROOT, pattern, i - first);
            commonest = counts[i] > counts[commonest] ? i : commonest;
        }
        // Tribuo takes no example without features; one that is zero says as little.
        int[] nothing = {commonest};
        List<Example<Label>> examples = new ArrayList<>(rows.size());
        for (Row row : rows) {
            int[] features = row.features.length == 0 ? nothing : row.features;
            String[] own = new String[features.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = names[features[i]];
            }
            examples.add(new ArrayExample<>(row.label, own, Arrays.copyOf(row.values, own.length)));
        }
        return examples;
    }
}
