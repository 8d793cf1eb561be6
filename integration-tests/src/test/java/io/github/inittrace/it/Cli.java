// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged command as a process. {@code -Dinittrace.it.jvm} gives all of them options for their
 * JVM, such as {@code -Duser.language=ar}.
 *
 * @param home the JDK that runs it
 * @param options options of the JVM
 */
record Cli(Path home, List<String> options) {
    /**
     * For processes of some seconds the optimising compiler costs more than it saves, and so does
     * memory that the system has to clear for what soon dies.
     */
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmn24m");

    /** The command on the JDK that runs these tests. */
    static Cli here() {
        return on(Path.of(System.getProperty("java.home")));
    }

    /** The command on some JDK. */
    static Cli on(Path home) {
        return new Cli(home, List.of());
    }

    /** The command with options for its JVM. */
    Cli with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Cli(home, all);
    }

    /** Runs the command in a folder, to its end. */
    Processes.Result run(Path folder, String... arguments) throws IOException {
        return Processes.run(folder, command(arguments));
    }

    /** The words of the command line. */
    List<String> command(String... arguments) {
        Path java = home.resolve("bin/java");
        Path jar = Path.of(System.getProperty("inittrace.jar")).toAbsolutePath();
        List<String> words = new ArrayList<>();
        words.add(java.toString());
        words.add("-Xmx1g");
        words.addAll(QUICK_START);
        if (home.equals(Path.of(System.getProperty("java.home")))) {
            words.addAll(SharedClasses.options(java, QUICK_START, jar));
        }
        words.addAll(Processes.words("inittrace.it.jvm"));
        words.addAll(options);
        words.add("-jar");
        words.add(jar.toString());
        words.addAll(List.of(arguments));
        return words;
    }
}
