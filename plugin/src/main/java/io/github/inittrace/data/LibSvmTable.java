// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.tribuo.DataSource;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.LibSVMDataSource;

/**
 * A file in libsvm's format: on each line a label and the features that are not zero, as {@code
 * number:value}.
 *
 * <p>Tribuo reads it, and makes a name for every number up to the highest. So the file is read once
 * before, to say where it is wrong and to refuse a number that would exhaust the memory.
 */
final class LibSvmTable {
    /** The highest number a feature may have. */
    static final int MOST_FEATURES = 1 << 20;

    private LibSvmTable() {}

    static DataSource<Label> load(Path file) throws IOException {
        CsvTable.checkFile(file, "libsvm");
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String finding = finding(line);
                if (!finding.isEmpty()) {
                    throw new DataFileException(
                            String.format(
                                    Locale.ROOT,
                                    "expected a label and features as number:value in line %d of %s, found"
                                            + " %s; correct it or leave the line out",
                                    number,
                                    file,
                                    finding));
                }
            }
            return new LibSVMDataSource<>(file, new LabelFactory());
        } catch (MalformedInputException e) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a libsvm file at %s, found no UTF-8 text; check the path",
                            file),
                    e);
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw DiskSentence.cannotRead(file, e);
        }
    }

    /** What is wrong with a line; empty if nothing is. */
    private static String finding(String line) {
        String[] fields = line.split("\\s+");
        if (fields.length == 0 || fields[0].isEmpty()) {
            return "no label at its start";
        }
        if (fields.length == 1) {
            return "no feature";
        }
        Set<Integer> seen = new HashSet<>();
        for (int i = 1; i < fields.length; i++) {
            int colon = fields[i].indexOf(':');
            int id = colon < 0 ? -1 : id(fields[i].substring(0, colon));
            if (id < 0 || !CsvTable.isFinite(fields[i].substring(colon + 1))) {
                return "'" + CsvTable.abbreviated(fields[i]) + "'";
            }
            if (id > MOST_FEATURES) {
                return "feature " + id + " where " + MOST_FEATURES + " is the highest";
            }
            if (!seen.add(id)) {
                return "feature " + id + " twice";
            }
        }
        return "";
    }

    private static int id(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
