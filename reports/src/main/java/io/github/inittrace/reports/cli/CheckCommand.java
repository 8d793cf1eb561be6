// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.check.BaselineMismatch;
import io.github.inittrace.reports.check.CheckResult;
import io.github.inittrace.reports.check.DefaultRules;
import io.github.inittrace.reports.check.Rule;
import io.github.inittrace.reports.check.RulesFile;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.NamedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
                    + " the run, healthy, watch or broken. Results of an earlier check that are in"
                    + " the way are removed first.",
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
            "2:wrong use, no whole run folder, rules that cannot be checked, or an output that"
                    + " cannot be written; the others are",
            "3:a rule is violated"
        },
        footer = {
            "",
            "In a GitHub action, the result is added to the job's summary ($GITHUB_STEP_SUMMARY).",
            "Example: inittrace check RUN --baseline MAIN --junit check.xml"
        })
final class CheckCommand implements Callable<Integer> {
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

    @Mixin private CheckOutputs outputs = new CheckOutputs();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        outputs.clear(rules);
        NamedRun checked = whole(run);
        NamedRun compared = baseline == null ? null : whole(baseline);
        List<Rule> demanded =
                rules == null ? DefaultRules.of(checked, compared) : RulesFile.read(rules);
        CheckResult result = CheckResult.of(demanded, checked, compared);
        if (compared != null) {
            warn(checked, compared);
        }
        if (!outputs.write(result, CommandSpecs.out(spec))) {
            return CommandLine.ExitCode.USAGE;
        }
        return result.violated().isEmpty() ? CommandLine.ExitCode.OK : Main.FAILED;
    }

    /** A run whose records end where it ended: the last epoch is what most rules are about. */
    private static NamedRun whole(Path path) throws IOException {
        RunFolder folder = RunFolder.open(path);
        String wrong = folder.wrongEnd().orElse(null);
        if (wrong != null) {
            throw new UsageException(
                    path.resolve(RunFolder.EPOCHS)
                            + " is not whole: "
                            + wrong
                            + "; copy the run folder again, or train again");
        }
        return NamedRun.of(folder);
    }

    private void warn(NamedRun checked, NamedRun compared) {
        List<String> sentences = new ArrayList<>(BaselineMismatch.sentences(checked, compared));
        if (rules == null) {
            sentences.addAll(DefaultRules.leftOut(checked, compared));
        }
        sentences.forEach(sentence -> Failures.say("warning: " + sentence));
    }
}
