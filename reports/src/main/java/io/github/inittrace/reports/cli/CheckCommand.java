// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.check.CheckMarkdown;
import io.github.inittrace.reports.check.CheckResult;
import io.github.inittrace.reports.check.DefaultRules;
import io.github.inittrace.reports.check.JUnitXml;
import io.github.inittrace.reports.check.NamedRun;
import io.github.inittrace.reports.check.Rule;
import io.github.inittrace.reports.check.RulesFile;
import io.github.inittrace.reports.html.AtomicFile;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The gate: whether a run obeys rules. */
@Command(
        name = "check",
        description = {
            "Checks whether a run obeys rules, for CI. Prints a line for each: 'ok' or 'FAIL', what"
                    + " was demanded, what was found, what the baseline has; then the verdict on"
                    + " the run, healthy, watch or broken.",
            "",
            "Without --rules, training has to have completed without an alarm of severity failure;"
                    + " and compared with a baseline, each validation loss may be 10 %% higher, each"
                    + " accuracy one point lower, and the distance from the initial weights within"
                    + " a factor of 2.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every rule is obeyed",
            "2:wrong use, no run folder, or rules that cannot be checked",
            "3:a rule is violated"
        },
        footer = {
            "",
            "In a GitHub action, the result is added to the job's summary ($GITHUB_STEP_SUMMARY).",
            "Example: inittrace check RUN --baseline MAIN --rules rules.yaml --junit check.xml"
        })
final class CheckCommand implements Callable<Integer> {
    /** A rule is violated. */
    private static final int VIOLATED = 3;

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Option(
            names = "--baseline",
            paramLabel = "RUN",
            description = "The run folder to compare with, such as that of the main branch.")
    private @Nullable Path baseline;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "The rules, in YAML; docs/gate.md has their form.")
    private @Nullable Path rules;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also write JUnit XML, where each rule is a test.")
    private @Nullable Path junit;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description =
                    "Also write Markdown, short enough for a comment on a merge request; '-' prints"
                            + " it instead of the lines.")
    private @Nullable Path markdown;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NamedRun checked = NamedRun.of(RunFolder.open(run));
        NamedRun compared = baseline == null ? null : NamedRun.of(RunFolder.open(baseline));
        List<Rule> demanded =
                rules == null ? DefaultRules.of(checked, compared) : RulesFile.read(rules);
        CheckResult result = CheckResult.of(demanded, checked, compared);
        print(result);
        if (junit != null) {
            AtomicFile.write(junit.toAbsolutePath(), JUnitXml.of(result));
        }
        StepSummary.append(result);
        return result.violated().isEmpty() ? CommandLine.ExitCode.OK : VIOLATED;
    }

    private void print(CheckResult result) throws IOException {
        PrintWriter stdout = CommandSpecs.out(spec);
        String page =
                markdown == null ? "" : CheckMarkdown.of(result, CheckMarkdown.LARGEST_COMMENT);
        if (markdown != null && markdown.toString().equals("-")) {
            stdout.print(page);
            stdout.flush();
            return;
        }
        result.lines().forEach(stdout::println);
        if (markdown != null) {
            AtomicFile.write(markdown.toAbsolutePath(), page.getBytes(StandardCharsets.UTF_8));
        }
    }
}
