// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The library's sentences name its methods, in the form {@code fold(...)}; whoever typed a command
 * line knows the same settings as options.
 */
final class OptionNames {
    private static final Pattern METHOD = Pattern.compile("\\b(\\w+)\\(\\.\\.\\.\\)");

    private static final Map<String, String> OPTIONS =
            Map.of(
                    "path", "--data-dir",
                    "response", "--response",
                    "testFraction", "--test-fraction",
                    "fold", "--fold",
                    "invert", "--invert",
                    "overwrite", "--force",
                    "replay", "--dataset and --data-dir");

    private OptionNames() {}

    /** A sentence with the option for every method that the command calls with what was typed. */
    static String in(String sentence) {
        return METHOD.matcher(sentence)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        OPTIONS.getOrDefault(found.group(1), found.group())));
    }
}
