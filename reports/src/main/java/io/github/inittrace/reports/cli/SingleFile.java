// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileDraft;
import io.github.inittrace.files.Folders;
import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The option that asks for the report as one file. */
final class SingleFile {
    private static final String KIND = ".html";
    private static final Path USUAL = Path.of("");

    /** The pages of a report. */
    private static final Set<String> PAGES = Set.of("index.html", "measures.html");

    @Option(
            names = "--single-file",
            paramLabel = "FILE.html",
            arity = "0..1",
            parameterConsumer = Consumer.class,
            description =
                    "Also write the report as one file with everything inside, to be mailed or kept"
                            + " as an artifact; a file of that name is replaced. Default name: "
                            + RunFolder.REPORT
                            + "/"
                            + RunReport.SINGLE
                            + " in the run folder.")
    private @Nullable Path file;

    /**
     * Where the file goes: directly into the report of the run itself, or outside of all runs.
     *
     * @param run the folder of the run or sweep; it need not exist yet
     * @return null if none was asked for
     * @throws UsageException if it cannot be written there, or must not
     */
    @Nullable Path in(Path run) throws IOException {
        if (file == null) {
            return null;
        }
        Path report = run.resolve(RunFolder.REPORT);
        Path single = file.equals(USUAL) ? report.resolve(RunReport.SINGLE) : file;
        if (Files.isDirectory(single)) {
            throw new UsageException(
                    "expected a file for --single-file, found the folder "
                            + single
                            + "; move it away or name another one");
        }
        Path target = Outputs.target(single);
        Path folder = Folders.real(target.resolveSibling(""));
        if (folder.equals(Folders.real(report))) {
            requireNoPage(target);
            return single;
        }
        requireWritable(single, target);
        Outputs.requireOutside("--single-file", single);
        if (folder.startsWith(Folders.real(run))) {
            throw new UsageException(
                    "--single-file "
                            + single
                            + " would lie among the files of the run, which its manifest fixes; leave"
                            + " its name out, or name another folder");
        }
        return single;
    }

    private static void requireNoPage(Path target) {
        String name = target.getFileName().toString();
        if (PAGES.contains(name.toLowerCase(Locale.ROOT))) {
            throw new UsageException(
                    "--single-file would replace "
                            + name
                            + ", a page of the report beside it; name another file");
        }
    }

    private static void requireWritable(Path single, Path target) throws IOException {
        Path folder = single.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "--single-file needs a folder that exists, found none of the name "
                            + single.getParent());
        }
        if (AtomicFile.isReplaceable(target)) {
            new FileDraft(single).close(); // fails now instead of after the training
        }
    }

    /** Takes the next word only if it names a page: the one after the option may be the run. */
    static final class Consumer implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
            String next = words.isEmpty() ? "" : words.peek();
            if (next.toLowerCase(Locale.ROOT).endsWith(KIND)) {
                option.setValue(Main.path(words.pop()));
                return;
            }
            if (!words.isEmpty() && isAttached(next, option, command)) {
                throw new CommandLine.ParameterException(
                        command.commandLine(),
                        "expected a name that ends in "
                                + KIND
                                + " for --single-file, found '"
                                + next
                                + "'");
            }
            option.setValue(USUAL);
        }

        /** Whether a word stands behind the option and '=', which picocli does not tell. */
        private static boolean isAttached(String word, ArgSpec option, CommandSpec command) {
            String given = ((OptionSpec) option).longestName() + "=" + word;
            return command.commandLine().getParseResult().originalArgs().contains(given);
        }
    }
}
