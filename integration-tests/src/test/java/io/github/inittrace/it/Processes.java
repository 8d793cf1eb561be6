// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * Other programs, run to their end. {@code -Dinittrace.it.env} adds to the environment of all of
 * them, such as {@code LC_ALL=C}.
 */
final class Processes {
    static final int PATIENCE_SECONDS = 180;

    private Processes() {}

    /**
     * What a program said and how it ended.
     *
     * @param exit its exit code
     * @param out its standard output
     * @param err its standard error
     */
    record Result(int exit, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }
    }

    /** A program in a plain environment: no display, and no options for JVMs from outside. */
    static ProcessBuilder builder(Path folder, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        for (String name :
                List.of(
                        "DISPLAY",
                        "GITHUB_STEP_SUMMARY",
                        "JAVA_TOOL_OPTIONS",
                        "JDK_JAVA_OPTIONS",
                        "_JAVA_OPTIONS")) {
            builder.environment().remove(name);
        }
        for (String variable : words("inittrace.it.env")) {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        return builder;
    }

    /**
     * What to begin a command line with that is to be sent signals: a build in the background of a
     * script ignores SIGINT, and its children would as well.
     */
    static List<String> listeningToSignals(Path folder) throws IOException {
        List<String> env = List.of("env", "--default-signal=INT,TERM");
        List<String> probe = new ArrayList<>(env);
        probe.add("true");
        if (run(folder, probe).exit() != 0) {
            throw new TestAbortedException("this system's env has no --default-signal");
        }
        return env;
    }

    /** The words of a system property; none if it is not set. */
    static List<String> words(String property) {
        String value = System.getProperty(property, "").strip();
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }

    /** Runs a program; fails if it does not end. */
    static Result run(Path folder, List<String> command) throws IOException {
        return run(folder, command, Map.of());
    }

    /** Runs a program with more in its environment. */
    static Result run(Path folder, List<String> command, Map<String, String> environment)
            throws IOException {
        Path out = Files.createTempFile("inittrace-it", ".out");
        Path err = Files.createTempFile("inittrace-it", ".err");
        try {
            ProcessBuilder builder =
                    builder(folder, command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            int exit = await(process);
            return new Result(exit, read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** The exit code of a program that is about to end. */
    static int await(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the program did not end: " + process.info());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError("interrupted while waiting for " + process.info(), e);
        }
        return process.exitValue();
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
