// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/**
 * The packaged command in this JVM, for tests of what it writes and says: a process spends most of
 * its time on classes and code that are new to it. Its classes come from the jar alone.
 *
 * <p>What is up to the process needs one, as {@link Cli} starts it: signals, memory, encodings, the
 * environment, files that nobody names, and how a JVM ends. Where these tests are asked for options
 * or an environment of all commands, all of them are processes.
 */
final class InProcess {
    private static final String LOGGING = "java.util.logging.config.file";

    private static Method execute;

    private InProcess() {}

    /**
     * Runs the command in a folder, to its end. A JVM cannot change its folder, so the command gets
     * the absolute names of its files, and what it says is shortened to what it would say of them
     * there.
     */
    static Processes.Result run(Path folder, String... words) throws IOException {
        if (!Processes.words("inittrace.it.jvm").isEmpty()
                || !Processes.words("inittrace.it.env").isEmpty()) {
            return Cli.here().run(folder, words);
        }
        List<String> before = here();
        Processes.Result result = execute(FileWords.absolute(folder, words));
        assertThat(here()).as("files in the folder of this JVM").isEqualTo(before);
        String prefix = folder + "/";
        return new Processes.Result(
                result.exit(), result.out().replace(prefix, ""), result.err().replace(prefix, ""));
    }

    private static List<String> here() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    /** Runs the command amid what it finds in a JVM of its own. */
    private static synchronized Processes.Result execute(String[] words) throws IOException {
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        Locale usualLocale = Locale.getDefault();
        String usualLogging = System.clearProperty(LOGGING);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            Locale.setDefault(Locale.ROOT);
            LogManager.getLogManager().readConfiguration();
            int exit = await(out, words);
            return new Processes.Result(
                    exit,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            if (usualLogging != null) {
                System.setProperty(LOGGING, usualLogging);
            }
            LogManager.getLogManager().readConfiguration();
            Locale.setDefault(usualLocale);
            System.setErr(usualErr);
            System.setOut(usualOut);
        }
    }

    /** In a thread of its own, as one that waits for a pipe cannot be stopped. */
    private static int await(OutputStream out, String[] words) throws IOException {
        Method main = main();
        FutureTask<Integer> task = new FutureTask<>(() -> (Integer) main.invoke(null, out, words));
        Thread thread = new Thread(task, "inittrace");
        thread.setContextClassLoader(main.getDeclaringClass().getClassLoader());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(Processes.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            boolean isThrown = e.getCause() instanceof InvocationTargetException;
            throw new AssertionError(isThrown ? e.getCause().getCause() : e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the command did not end: " + List.of(words), e);
        }
    }

    /** What the command's {@code main} calls, of classes that are loaded once. */
    private static Method main() throws IOException {
        if (execute == null) {
            URL jar = Path.of(System.getProperty("inittrace.jar")).toUri().toURL();
            ClassLoader loader =
                    new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
            try {
                execute =
                        loader.loadClass("io.github.inittrace.reports.cli.Main")
                                .getDeclaredMethod("execute", OutputStream.class, String[].class);
                execute.setAccessible(true);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return execute;
    }
}
