// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Whether a person is watching, and the bars such a person sees. */
final class Terminal {
    /** Where Linux says what standard error is. */
    private static final Path ERRORS = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /** A progress bar on standard error, still to be given its length and unit. */
    static ProgressBarBuilder bar(String task) {
        // JLine, which measures the terminal for the bar, warns of a provider that OLCUT brings.
        System.setProperty("org.jline.terminal.disableDeprecatedProviderWarning", "true");
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err));
    }

    /** True if standard error, on which bars are drawn, is a terminal and not a file or another program. */
    static boolean isInteractive() {
        try {
            String target = Files.readSymbolicLink(ERRORS).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return hasConsole(); // not Linux: there is no telling one stream from another
        }
    }

    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there is a console in any case, and a method that tells.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
