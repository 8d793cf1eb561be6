// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.io.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Whether a person is watching, and the bars such a person sees. */
final class Terminal {
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

    /** True if the command talks to a terminal and not to a file or another program. */
    static boolean isInteractive() {
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
