// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.reports.check.CheckMarkdown;
import io.github.inittrace.reports.check.CheckResult;
import io.github.inittrace.reports.check.JUnitXml;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the result of a check goes. */
final class CheckOutputs {
    private static final String STDOUT = "-";

    /** In so many bytes a result shows what it is. */
    private static final int HEAD = 4096;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description =
                    "Also write JUnit XML, where each rule is a test; '-' prints it instead of the"
                            + " lines.")
    private @Nullable Path junit;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description =
                    "Also write Markdown, short enough for a comment on a merge request; '-' prints"
                            + " it instead of the lines.")
    private @Nullable Path markdown;

    private record Output(String option, Path file, Function<CheckResult, byte[]> form) {
        boolean isStdout() {
            return file.toString().equals(STDOUT);
        }
    }

    private List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        if (junit != null) {
            outputs.add(new Output("--junit", junit, JUnitXml::of));
        }
        if (markdown != null) {
            outputs.add(new Output("--markdown", markdown, CheckOutputs::comment));
        }
        return outputs;
    }

    private static byte[] comment(CheckResult result) {
        return CheckMarkdown.of(result, CheckMarkdown.LARGEST_COMMENT)
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Removes what an earlier check left, so that nobody takes it for the result of one that could
     * not be carried out.
     *
     * @param rules the file of rules; null if there is none
     * @throws UsageException if a result must not lie where it is to be, or something else is there
     * @throws IOException if a file cannot be looked at or removed
     */
    void clear(@Nullable Path rules) throws IOException {
        List<Output> named = new ArrayList<>(outputs());
        if (rules != null) {
            named.add(new Output("--rules", rules, result -> new byte[0]));
        }
        for (Output one : named) {
            for (Output other : named.subList(named.indexOf(one) + 1, named.size())) {
                requireDifferent(one, other);
            }
        }
        List<Output> files = outputs().stream().filter(output -> !output.isStdout()).toList();
        for (Output output : files) {
            Outputs.requireOutside(output.option, output.file);
            requireResult(output);
        }
        for (Output output : files) {
            AtomicFile.remove(output.file);
        }
    }

    /** Lets pass no file, an empty one and what a check or a test of JUnit left. */
    private static void requireResult(Output output) throws IOException {
        Path target = Outputs.target(output.file);
        if (!Files.exists(target) || !AtomicFile.isReplaceable(target)) {
            return;
        }
        String start;
        try (InputStream in = Files.newInputStream(target)) {
            start = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw FileFailure.cannotRead(output.file, e);
        }
        boolean isJUnit = start.startsWith("<") && start.contains("<testsuite");
        if (!start.isEmpty() && !isJUnit && !start.startsWith("## InitTrace: ")) {
            throw new UsageException(
                    "expected no file or the result of an earlier check for "
                            + output.option
                            + ", found another file at "
                            + output.file
                            + "; move it away or name another one");
        }
    }

    private static void requireDifferent(Output one, Output other) throws IOException {
        Path file = one.file.toAbsolutePath().normalize();
        boolean isSame =
                file.equals(other.file.toAbsolutePath().normalize())
                        || (Files.isRegularFile(one.file)
                                && Files.isRegularFile(other.file)
                                && Files.isSameFile(one.file, other.file));
        if (isSame) {
            throw new UsageException(
                    "expected different files for "
                            + one.option
                            + " and "
                            + other.option
                            + ", found '"
                            + other.file
                            + "' for both; name another one");
        }
    }

    /**
     * Prints and writes a result; what can be written is, whatever becomes of the rest.
     *
     * @return whether everything was written
     */
    boolean write(CheckResult result, PrintWriter stdout) {
        List<Output> outputs = outputs();
        if (outputs.stream().noneMatch(Output::isStdout)) {
            result.lines().stream().map(OptionNames::in).forEach(stdout::println);
        }
        boolean isWritten = true;
        for (Output output : outputs) {
            byte[] content = output.form.apply(result);
            if (output.isStdout()) {
                stdout.print(new String(content, StandardCharsets.UTF_8));
                stdout.flush();
                continue;
            }
            try {
                AtomicFile.write(output.file, content);
            } catch (IOException e) {
                Failures.say(e.getMessage());
                isWritten = false;
            }
        }
        StepSummary.append(result);
        return isWritten;
    }
}
