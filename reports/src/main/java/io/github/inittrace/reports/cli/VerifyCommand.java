// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.verify.Finding;
import io.github.inittrace.verify.Finding.Topic;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a run folder against itself. */
@Command(
        name = "verify",
        description = {
            "Checks whether a run folder says the truth about itself, without training and without"
                    + " the data.",
            "",
            "  files     every file has the size and SHA-256 of the manifest, and none is missing"
                    + " or new",
            "  networks  the ONNX files hold the tensors that run.json lists",
            "  figures   every distance, norm, moment and histogram of the last epoch, of the first"
                    + " and of checkpoints, computed anew from the ONNX files; with them matrices,"
                    + " invariants, the best network and what else of weights was recorded",
            "  samples   ONNX Runtime gives the predictions that were recorded",
            "",
            "A line starts with 'ok' where both agree, with 'DIFFERS' where they do not, and with"
                    + " '-' where there was nothing to compare. Such a line names the epochs that have"
                    + " no network, and what no network can tell, losses and accuracies above all;"
                    + " inittrace replay trains again and compares the weights at the end.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything agrees",
            "2:wrong use, or no run folder",
            "3:something differs, is missing or cannot be read"
        },
        footer = {"", "Example: inittrace verify inittrace-runs/digits-20261122-140000"})
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Option(
            names = {"-q", "--quiet"},
            description = "Only what differs, and the verdict.")
    private boolean quiet;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter stdout = CommandSpecs.out(spec);
        Verification verification = Verification.of(run);
        List<Finding> findings = quiet ? verification.differences() : verification.findings();
        int width = findings.stream().mapToInt(f -> f.subject().length()).max().orElse(0);
        Topic topic = null;
        for (Finding finding : findings) {
            if (finding.topic() != topic) {
                topic = finding.topic();
                stdout.println(topic.name().toLowerCase(Locale.ROOT));
            }
            stdout.println(line(finding, width));
        }
        long checks =
                verification.findings().stream()
                        .filter(f -> f.outcome() != Finding.Outcome.NOTE)
                        .count();
        int differing = verification.differences().size();
        stdout.println(
                differing == 0
                        ? String.format(Locale.ROOT, "verified: all %,d checks agree", checks)
                        : String.format(
                                Locale.ROOT,
                                "not verified: %,d of %,d checks differ",
                                differing,
                                checks));
        return differing == 0 ? CommandLine.ExitCode.OK : Main.FAILED;
    }

    private static String line(Finding finding, int width) {
        String mark =
                switch (finding.outcome()) {
                    case AGREES -> "ok";
                    case DIFFERS -> "DIFFERS";
                    case NOTE -> "-";
                };
        String subject = finding.subject() + " ".repeat(width - finding.subject().length());
        return String.format(Locale.ROOT, "  %-7s  %s  %s", mark, subject, finding.text());
    }
}
