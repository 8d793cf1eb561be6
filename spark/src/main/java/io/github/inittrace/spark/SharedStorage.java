// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import scala.Tuple2;

/**
 * The file systems that driver and executors share, by URI: whatever Hadoop knows, such as {@code
 * file:}, {@code hdfs:} and {@code s3a:}. Nobody but the driver writes where a finished run
 * belongs; executors write under names that no two attempts share.
 */
final class SharedStorage {
    private static final String PREFIX = "spark.hadoop.";

    private final Configuration configuration = new Configuration();

    /** With the settings of a Spark application for Hadoop. */
    SharedStorage(SparkConf conf) {
        for (Tuple2<String, String> setting : conf.getAll()) {
            if (setting._1().startsWith(PREFIX)) {
                configuration.set(setting._1().substring(PREFIX.length()), setting._2());
            }
        }
    }

    /** As an executor's process sees them. */
    static SharedStorage ofExecutor() {
        return new SharedStorage(SparkEnv.get().conf());
    }

    private FileSystem system(Path path) throws IOException {
        FileSystem system = path.getFileSystem(configuration);
        system.setWriteChecksum(false); // which would lie in a file beside each file
        return system;
    }

    /**
     * Creates a folder and sees that files can be written there.
     *
     * @throws IOException if not; one sentence
     */
    void requireWritable(String folder) throws IOException {
        Path path = new Path(folder);
        try {
            FileSystem system = system(path);
            system.mkdirs(path);
            Path probe = new Path(path, ".inittrace-probe");
            system.create(probe, true).close();
            system.delete(probe, false);
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "expected a folder that can be written at "
                            + folder
                            + ", found none: "
                            + reason(e)
                            + "; check the address and the rights",
                    e);
        }
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message).strip();
    }

    /**
     * Whether there is a file.
     *
     * @throws IOException if its file system cannot be asked; one sentence
     */
    boolean isFile(String uri) throws IOException {
        try {
            Path path = new Path(uri);
            FileSystem system = system(path);
            return system.exists(path) && system.getFileStatus(path).isFile();
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "expected the address of a file or folder, found "
                            + uri
                            + ", which cannot be reached: "
                            + reason(e),
                    e);
        }
    }

    /** Copies a file, or a folder with all in it, to what does not exist there yet. */
    void upload(java.nio.file.Path from, String to) throws IOException {
        Path target = new Path(to);
        FileSystem system = system(target);
        system.mkdirs(target.getParent());
        system.copyFromLocalFile(false, true, new Path(from.toUri()), target);
    }

    /** Copies a file, or a folder with all in it, to what does not exist here yet. */
    void download(String from, java.nio.file.Path to) throws IOException {
        Path source = new Path(from);
        if (to.getParent() != null) {
            Files.createDirectories(to.getParent());
        }
        system(source).copyToLocalFile(false, source, new Path(to.toUri()), true);
    }

    /** Gives a folder its name, in place of what has it. */
    void move(String from, String to) throws IOException {
        Path source = new Path(from);
        Path target = new Path(to);
        FileSystem system = system(source);
        system.mkdirs(target.getParent());
        system.delete(target, true);
        if (!system.rename(source, target)) {
            throw new IOException("cannot move " + from + " to " + to);
        }
    }

    void delete(String uri) throws IOException {
        Path path = new Path(uri);
        system(path).delete(path, true);
    }

    /** What is directly in a folder, by name; nothing if there is no such folder. */
    List<String> names(String folder) throws IOException {
        Path path = new Path(folder);
        FileSystem system = system(path);
        if (!system.exists(path)) {
            return List.of();
        }
        return Arrays.stream(system.listStatus(path))
                .map(FileStatus::getPath)
                .map(Path::getName)
                .toList();
    }

    /** The last of the folders whose names are numbers; nothing if there is none. */
    Optional<String> newest(String folder) throws IOException {
        return names(folder).stream()
                .filter(name -> name.matches("\\d{1,18}"))
                .max(Comparator.comparingLong(Long::parseLong))
                .map(name -> folder + "/" + name);
    }
}
