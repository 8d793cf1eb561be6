// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What picocli injects, which is there whenever a command is called. */
final class CommandSpecs {
    private CommandSpecs() {}

    /** Standard output. */
    static PrintWriter out(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec, "injected").commandLine().getOut();
    }
}
