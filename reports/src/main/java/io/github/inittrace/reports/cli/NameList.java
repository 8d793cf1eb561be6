// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.files.PathText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Names that an option takes: with commas between them, or on the lines of a file. */
final class NameList {
    private NameList() {}

    /**
     * The names without blanks around them, and none of them blank if they come from a file.
     *
     * @throws UsageException if there is neither a comma nor a file, or it cannot be read as text
     */
    static List<String> of(String option, String given) {
        if (isFile(given)) {
            return lines(option, Path.of(given));
        }
        if (!given.contains(",")) {
            throw new UsageException(
                    option
                            + " takes names with commas between them, or a file with one on each"
                            + " line, found neither in '"
                            + given
                            + "'"
                            + unreadable(given));
        }
        return Arrays.stream(given.split(",", -1)).map(String::strip).toList();
    }

    /** Whether what was given is the name of a file that is there. */
    static boolean isFile(String given) {
        try {
            return Files.isRegularFile(Path.of(given));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The end of the sentence where the name of a file may have been meant, but can be none. */
    private static String unreadable(String given) {
        try {
            PathText.path(given);
            return "";
        } catch (IOException e) {
            return "; " + e.getMessage();
        }
    }

    private static List<String> lines(String option, Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return unmarked.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        } catch (CharacterCodingException e) {
            throw new UsageException(
                    option
                            + " takes a file of UTF-8 text with a name on each line, found other bytes"
                            + " in "
                            + file
                            + "; save it as UTF-8");
        } catch (IOException e) {
            throw new UsageException(
                    option + " names " + file + ", which cannot be read; see who may read it");
        }
    }
}
