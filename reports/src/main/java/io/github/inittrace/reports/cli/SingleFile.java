// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option that asks for the report as one file. */
final class SingleFile {
    private static final String KIND = ".html";
    private static final Path USUAL = Path.of("");

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
     * Where the file goes.
     *
     * @param run the run folder; it need not exist yet
     * @return null if none was asked for
     * @throws UsageException if there is no folder for it
     */
    @Nullable Path in(Path run) throws IOException {
        if (file == null || file.equals(USUAL)) {
            return file == null ? null : run.resolve(RunFolder.REPORT).resolve(RunReport.SINGLE);
        }
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageException(
                    "--single-file needs a folder that exists, found none of the name " + folder);
        }
        Outputs.requireOutsideRuns("--single-file", file);
        Path inside = run.toAbsolutePath().normalize();
        Path target = file.toAbsolutePath().normalize();
        if (target.startsWith(inside) && !target.startsWith(inside.resolve(RunFolder.REPORT))) {
            throw new UsageException(
                    "--single-file "
                            + file
                            + " would lie among the files of the run, which its manifest fixes; leave"
                            + " its name out, or name another folder");
        }
        return file;
    }

    /** Takes the next word only if it names a page: the one after the option may be the run. */
    static final class Consumer implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
            boolean isNamed = !words.isEmpty() && words.peek().endsWith(KIND);
            option.setValue(isNamed ? Path.of(words.pop()) : USUAL);
        }
    }
}
