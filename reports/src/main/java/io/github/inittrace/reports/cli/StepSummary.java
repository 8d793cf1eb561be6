// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.reports.check.CheckMarkdown;
import io.github.inittrace.reports.check.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's summary of a job's step: a file to append Markdown to, which GitHub drops as a whole
 * once it is larger than it takes. A summary that cannot be written costs a warning: the verdict of
 * the check is worth more.
 */
final class StepSummary {
    private static final String VARIABLE = "GITHUB_STEP_SUMMARY";

    /** Less than this is not worth adding. */
    private static final int LEAST = 4096;

    private StepSummary() {}

    /** Adds a check to the summary, if this is a step of a GitHub action. */
    static void append(CheckResult result) {
        String name = System.getenv(VARIABLE);
        if (name == null || name.isBlank()) {
            return;
        }
        Path file;
        try {
            file = Path.of(name);
        } catch (InvalidPathException e) {
            warn("expected a path in " + VARIABLE + ", found '" + name + "'");
            return;
        }
        try {
            long there = Files.exists(file) ? Files.size(file) : 0;
            long room = CheckMarkdown.LARGEST_SUMMARY - there - 1;
            if (room < LEAST) {
                warn("the step's summary is full");
                return;
            }
            Files.writeString(
                    file,
                    (there > 0 ? "\n" : "") + CheckMarkdown.of(result, (int) room),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            warn(FileFailure.cannotWrite(file, e).getMessage());
        }
    }

    private static void warn(@Nullable String sentence) {
        Failures.say("warning: " + sentence + "; the result of the check is not added to it");
    }
}
