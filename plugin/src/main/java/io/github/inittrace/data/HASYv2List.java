// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One of HASYv2's lists of a fold: which picture shows what. */
final class HASYv2List {
    /** More than HASYv2's 168 233 images, and few enough to hold a kilobyte of each. */
    static final int MOST_IMAGES = 1 << 18;

    private static final int MOST_CHARACTERS = 1 << 16;
    private static final char QUOTE = '\'';
    private static final String AGAIN = "get it again";
    private static final String PATH = "path";
    private static final String LATEX = "latex";

    private HASYv2List() {}

    /**
     * One picture.
     *
     * @param file its path from the root of the data set
     * @param label the LaTeX name of what it shows
     */
    record Row(String file, String label) {}

    /** The path of a list from the root of the data set. */
    static String name(int fold, boolean train) {
        return "classification-task/fold-" + fold + "/" + (train ? "train" : "test") + ".csv";
    }

    /**
     * Reads a list.
     *
     * @param in the list, which is read to its end and left open
     * @param name its path from the root of the data set
     * @param where what to call it in messages
     */
    static List<Row> read(InputStream in, String name, String where) throws IOException {
        TextReader text = new TextReader(in, StandardCharsets.UTF_8, where, AGAIN);
        CsvRows rows = new CsvRows(text, ',', QUOTE, MOST_CHARACTERS, AGAIN);
        List<String> head = rows.next();
        int path = head == null ? -1 : head.indexOf(PATH);
        int latex = head == null ? -1 : head.indexOf(LATEX);
        if (head == null || path < 0 || latex < 0) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a list with the columns '%s' and '%s' in %s, found %s; get it again",
                            PATH,
                            LATEX,
                            where,
                            head == null ? "an empty file" : "none such"));
        }
        String folder = name.substring(0, name.lastIndexOf('/'));
        Map<String, String> labels = new HashMap<>();
        List<Row> found = new ArrayList<>();
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            if (row.size() != head.size()) {
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "expected %d cells in row %d of %s, found %d; get it again",
                                head.size(),
                                rows.row(),
                                where,
                                row.size()));
            }
            if (found.size() == MOST_IMAGES) {
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "expected at most %d images in %s, found more; this is no list of HASYv2",
                                MOST_IMAGES,
                                where));
            }
            String label = row.get(latex);
            if (label.isEmpty()) {
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "expected a name in column '%s' of row %d of %s, found none; get it again",
                                LATEX,
                                rows.row(),
                                where));
            }
            found.add(
                    new Row(
                            resolve(folder, row.get(path), rows.row(), where),
                            labels.computeIfAbsent(label, l -> l)));
        }
        if (found.isEmpty()) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected at least one image in %s, found none; get it again",
                            where));
        }
        return found;
    }

    /** Follows a path from the list's folder; it must not lead out of the data set. */
    private static String resolve(String folder, String path, int row, String where)
            throws IOException {
        Deque<String> names = new ArrayDeque<>(List.of(folder.split("/")));
        boolean inside = !path.isEmpty() && path.matches("[A-Za-z0-9_.][A-Za-z0-9_./-]*");
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                inside &= names.pollLast() != null;
            } else if (!name.equals(".") && !name.isEmpty()) {
                names.addLast(name);
            }
        }
        if (!inside) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected the path of an image of this data set in row %d of %s, found '%s';"
                                    + " get it again",
                            row,
                            where,
                            SafeText.of(path)));
        }
        return String.join("/", names);
    }
}
