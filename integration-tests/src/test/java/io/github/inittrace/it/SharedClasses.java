// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The command's classes as a JVM has them once it has read and checked them. These tests start the
 * command hundreds of times, and up to a fifth of what a short training computes goes into that.
 *
 * <p>The archive is made by the first test that needs it and belongs to one jar and one JVM. A JVM
 * that cannot use it says nothing and reads the jar.
 */
final class SharedClasses {
    private static List<String> options;

    private SharedClasses() {}

    /**
     * The options that make a JVM use the archive.
     *
     * @param java the program that runs the jar
     * @param fixed options that decide whether an archive fits, such as the garbage collector
     */
    static synchronized List<String> options(Path java, List<String> fixed, Path jar) {
        if (options == null) {
            try {
                options =
                        List.of(
                                "-Xshare:auto",
                                "-Xlog:cds*=off",
                                "-XX:SharedArchiveFile=" + archive(java, fixed, jar));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return options;
    }

    /** The archive, which tests in another process may be making. */
    private static Path archive(Path java, List<String> fixed, Path jar) throws IOException {
        Path folder = Path.of("target", "shared-classes").toAbsolutePath();
        Files.createDirectories(folder);
        String jvm = System.getProperty("java.vm.version").replaceAll("[^0-9A-Za-z.]", "-");
        Path archive = folder.resolve(jvm + ".jsa");
        try (FileChannel channel =
                        FileChannel.open(
                                folder.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.exists(archive)
                    || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar))
                            < 0) {
                write(archive, java, fixed, jar);
            }
        }
        return archive;
    }

    /** Holds what a training and its report load. */
    private static void write(Path archive, Path java, List<String> fixed, Path jar)
            throws IOException {
        Path scratch = Files.createTempDirectory("inittrace-it");
        try {
            Path draft = scratch.resolve("draft.jsa");
            List<String> command = new ArrayList<>(List.of(java.toString()));
            command.addAll(fixed);
            command.addAll(
                    List.of("-XX:ArchiveClassesAtExit=" + draft, "-jar", jar.toString(), "run"));
            command.addAll(List.of("-q", "--analyse", "--hidden", "8", "--epochs", "1", "-o"));
            command.add(scratch.resolve("run").toString());
            Processes.Result result = Processes.run(scratch, command);
            if (!Files.exists(draft)) {
                throw new AssertionError("no archive of classes was written: " + result);
            }
            Files.move(draft, archive, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Folders.delete(scratch);
        }
    }
}
