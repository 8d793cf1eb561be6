// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.check.BaselineMismatch;
import io.github.inittrace.reports.check.CheckResult;
import io.github.inittrace.reports.check.DefaultRules;
import io.github.inittrace.reports.check.Rule;
import io.github.inittrace.reports.check.RulesFile;
import io.github.inittrace.reports.check.RunCheck;
import io.github.inittrace.reports.check.SweepCheck;
import io.github.inittrace.reports.check.WholeRun;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.sweep.SweepRecord;
import java.io.IOException;
import java.nio.file.Path;
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

/** The gate: whether a run, or the runs of a sweep, obey rules. */
@Command(
        name = "check",
        description = {
            "Checks whether a run, or each run of a sweep, obeys rules, for CI. Prints a line for each: 'ok' or 'FAIL', what"
                    + " was demanded, what was found, what the baseline has; then the verdict on"
                    + " the run, healthy, watch or broken. Results of an earlier check that are in"
                    + " the way are removed first.",
            "",
            "Without --rules, training has to have completed without an alarm of severity failure;"
                    + " and compared with a baseline, each validation loss may be 10 %% higher, each"
                    + " accuracy one point lower, and the distance from the initial weights within"
                    + " a factor of 2.",
            "",
            "In a sweep, rules are checked in each group of runs that differ in nothing but the"
                    + " seed, and all runs have to be finished. Compared with a baseline sweep, no"
                    + " group may be worse than seeds explain: an exact test of losses, accuracies"
                    + " and distances (p < 0.05) instead of those bounds, where there are enough"
                    + " seeds.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every rule is obeyed",
            "2:wrong use, no whole run folder or sweep, rules that cannot be checked, or an output that"
                    + " cannot be written; the others are",
            "3:a rule is violated"
        },
        footer = {
            "",
            "In a GitHub action, the result is added to the job's summary ($GITHUB_STEP_SUMMARY).",
            "Example: inittrace check RUN --baseline MAIN --junit check.xml"
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder, or the folder of a sweep.")
    private Path run = Path.of("");

    @Option(
            names = "--baseline",
            paramLabel = "RUN",
            description =
                    "The run folder to compare with, such as that of the main branch; for a sweep,"
                            + " the folder of another one.")
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
        CheckResult result = SweepRecord.isAt(run) ? sweep() : run();
        if (!outputs.write(result, CommandSpecs.out(spec))) {
            return CommandLine.ExitCode.USAGE;
        }
        return result.violated().isEmpty() ? CommandLine.ExitCode.OK : Main.FAILED;
    }

    private CheckResult run() throws IOException {
        if (baseline != null && SweepRecord.isAt(baseline)) {
            throw new UsageException(
                    "expected a run to compare with, as "
                            + run
                            + " is one, found the sweep "
                            + baseline
                            + "; name one of its runs");
        }
        NamedRun checked = WholeRun.read(run);
        NamedRun compared = baseline == null ? null : WholeRun.read(baseline);
        List<Rule> demanded =
                rules == null ? DefaultRules.of(checked, compared) : RulesFile.read(rules);
        CheckResult result = RunCheck.of(demanded, checked, compared);
        if (compared != null) {
            warn(BaselineMismatch.sentences(checked, compared));
            warn(rules == null ? DefaultRules.leftOut(checked, compared) : List.of());
        }
        return result;
    }

    private CheckResult sweep() throws IOException {
        if (baseline != null && !SweepRecord.isAt(baseline)) {
            throw new UsageException(
                    "expected the folder of a sweep to compare with, as "
                            + run
                            + " is one, found none in "
                            + baseline
                            + "; name a folder that inittrace sweep has made");
        }
        SweepCheck result =
                SweepCheck.of(
                        rules == null ? null : RulesFile.read(rules),
                        SweepRecord.open(run),
                        baseline == null ? null : SweepRecord.open(baseline));
        warn(result.remarks());
        return result;
    }

    private static void warn(List<String> sentences) {
        sentences.forEach(sentence -> Failures.say("warning: " + sentence));
    }
}
