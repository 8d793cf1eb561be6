// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import io.github.inittrace.reports.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several commands one after the other in one process, set up as the packaged command's is, where
 * what matters is up to the process but not its start.
 */
final class Commands {
    private static final String END = "\n--- the end of the command: ";

    private Commands() {}

    /** Runs each argument as a command line. */
    public static void main(String[] commands) throws IOException {
        Main.setUpProcess();
        OutputStream out = Main.standardOutput();
        for (String command : commands) {
            String end = END + Main.execute(null, out, command.split(" ")) + "\n";
            out.write(end.getBytes(StandardCharsets.UTF_8));
            System.err.print(end);
        }
        System.exit(0);
    }

    /**
     * Runs commands in a folder.
     *
     * @param cli options for their JVM
     * @return what came of each, in their order
     */
    static Map<String, Processes.Result> run(
            Cli cli, Path folder, Map<String, String> environment, List<String> commands)
            throws IOException {
        List<String> words = new ArrayList<>(cli.command());
        int jar = words.indexOf("-jar");
        words.subList(jar, words.size()).clear();
        String tests =
                Path.of(
                                Commands.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .getPath())
                        .toString();
        words.add("-cp");
        words.add(
                Path.of(System.getProperty("inittrace.jar")).toAbsolutePath()
                        + File.pathSeparator
                        + tests);
        words.add(Commands.class.getName());
        words.addAll(commands);
        Processes.Result all = Processes.run(folder, words, environment);
        String[] out = all.out().split(END);
        String[] err = all.err().split(END);
        if (out.length != commands.size() + 1 || err.length != out.length) {
            throw new AssertionError(all.out() + all.err());
        }
        Map<String, Processes.Result> results = new LinkedHashMap<>();
        for (int i = 0; i < commands.size(); i++) {
            // What follows an end begins with the exit code of the command before.
            results.put(
                    commands.get(i),
                    new Processes.Result(code(out[i + 1]), said(i, out[i]), said(i, err[i])));
        }
        return results;
    }

    private static int code(String part) {
        return Integer.parseInt(part.substring(0, part.indexOf('\n')));
    }

    private static String said(int index, String part) {
        return index == 0 ? part : part.substring(part.indexOf('\n') + 1);
    }
}
