// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The library's messages name methods, as in {@code noHeader(...)} or {@code Replay.on(...)}; the
 * command's name the option that calls it, {@code --no-header}.
 */
final class OptionNames {
    private static final Pattern METHOD =
            Pattern.compile("\\b(?:[A-Z]\\w*\\.)?([a-z][a-zA-Z]*)\\(\\.\\.\\.\\)");
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    /** Options that are not named as their method is. */
    private static final Map<String, String> OTHERS =
            Map.of(
                    "path", "--data-dir",
                    "overwrite", "--force",
                    "runFolder", "--out",
                    "trusting", "--trust",
                    "on", "--dataset and --data-dir");

    private OptionNames() {}

    /** A sentence of the library as the command says it. */
    static String in(String sentence) {
        return METHOD.matcher(sentence).replaceAll(method -> option(method.group(1)));
    }

    private static String option(String method) {
        String same = "--" + CAPITAL.matcher(method).replaceAll("-$0").toLowerCase(Locale.ROOT);
        return OTHERS.getOrDefault(method, same);
    }
}
