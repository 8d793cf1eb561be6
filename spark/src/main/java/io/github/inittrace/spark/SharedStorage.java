// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import scala.Tuple2;

/**
 * The file systems that driver and executors share, by URI: whatever Hadoop knows, such as {@code
 * file:}, {@code hdfs:} and {@code s3a:}. Nobody but the driver writes where a finished run
 * belongs; executors write under names that no two attempts share.
 *
 * <p>Object stores rename a folder by copying its files, so a name does not say that all of them
 * are there. A folder that others take as soon as they see it has a mark beside it: an empty file
 * that is created last and deleted first.
 */
final class SharedStorage {
    private static final String PREFIX = "spark.hadoop.";
    private static final String MARK = ".whole";

    /**
     * For the first question to a file system, whose address may be wrong: with Hadoop's own
     * settings the answer takes minutes.
     */
    private static final Map<String, String> IMPATIENT =
            Map.of(
                    "fs.s3a.attempts.maximum", "1",
                    "fs.s3a.retry.limit", "2",
                    "fs.s3a.connection.establish.timeout", "15s",
                    "fs.s3a.connection.request.timeout", "15s",
                    "ipc.client.connect.max.retries", "2",
                    "ipc.client.connect.max.retries.on.timeouts", "1");

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
     * Sees that files can be written in a folder, which is not there afterwards if it was not before:
     * a name may be mistyped.
     *
     * @throws IOException if not; one sentence
     */
    void requireWritable(String folder) throws IOException {
        Path path = new Path(folder);
        try {
            FileSystem system = system(path);
            boolean isThere = system.exists(path);
            system.mkdirs(path);
            Path probe = new Path(path, ".inittrace-probe");
            system.create(probe, true).close();
            system.delete(probe, false);
            if (!isThere) {
                system.delete(path, false);
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "expected a folder that can be written at "
                            + folder
                            + ", found none: "
                            + reason(e)
                            + advice(e),
                    e);
        }
    }

    /** What the innermost cause says: those around it, each with the names of its own classes. */
    static String reason(Throwable e) {
        Throwable cause = innermost(e);
        String name = cause.getClass().getSimpleName();
        String message = String.valueOf(cause.getMessage());
        String said =
                message.lines().findFirst().orElse("").replaceAll(" \\(Service: .*", "").strip();
        return said.isEmpty() || said.equals("null") ? name : name + ": " + said;
    }

    private static Throwable innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String advice(Throwable e) {
        return innermost(e) instanceof ClassNotFoundException
                ? "; give spark-submit the jars of that file system, for s3a: by --packages"
                        + " org.apache.hadoop:hadoop-aws:"
                        + VersionInfo.getVersion()
                : "; check the address, the credentials and the rights";
    }

    /**
     * Whether there is a file.
     *
     * @throws IOException if its file system cannot be asked; one sentence
     */
    boolean isFile(String uri) throws IOException {
        Configuration impatient = new Configuration(configuration);
        IMPATIENT.forEach(impatient::set);
        try (FileSystem system = FileSystem.newInstance(new Path(uri).toUri(), impatient)) {
            Path path = new Path(uri);
            return system.exists(path) && system.getFileStatus(path).isFile();
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "expected the address of a file or folder, found "
                            + uri
                            + ", which cannot be reached: "
                            + reason(e)
                            + advice(e),
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

    /** Copies a file over another, which is whole at any time but while it gets its name. */
    void replace(java.nio.file.Path from, String to, String draft) throws IOException {
        upload(from, draft);
        move(draft, to);
    }

    /** Copies a file, or a folder with all in it, to what does not exist here yet. */
    void download(String from, java.nio.file.Path to) throws IOException {
        Path source = new Path(from);
        if (to.getParent() != null) {
            Files.createDirectories(to.getParent());
        }
        system(source).copyToLocalFile(false, source, new Path(to.toUri()), true);
    }

    /**
     * Copies what is in a folder, at any depth, but for what has one of some names.
     *
     * @param to a folder that holds nothing of these names; made if it is not there
     */
    void download(String from, java.nio.file.Path to, Set<String> without) throws IOException {
        Files.createDirectories(to);
        Path folder = new Path(from);
        FileSystem system = system(folder);
        FileSystem here = FileSystem.getLocal(configuration).getRawFileSystem();
        for (FileStatus entry : entries(folder)) {
            String name = entry.getPath().getName();
            if (without.contains(name)) {
                continue;
            }
            if (entry.isDirectory()) {
                download(from + "/" + name, to.resolve(name), without);
            } else {
                // By its status, for which an object store would be asked once more for each file.
                Path target = new Path(to.resolve(name).toUri());
                FileUtil.copy(system, entry, here, target, false, true, configuration);
            }
        }
    }

    /**
     * Gives a folder its name, in place of what has it. Whoever is killed meanwhile leaves part of
     * it there if the file system is an object store.
     */
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

    /** Says that all of a folder is there. */
    void mark(String folder) throws IOException {
        Path mark = new Path(folder + MARK);
        system(mark).create(mark, true).close();
    }

    /** Whether all of a folder is there: it is marked, and nobody has begun to delete it. */
    boolean isMarked(String folder) throws IOException {
        Path mark = new Path(folder + MARK);
        return system(mark).exists(mark);
    }

    /** The names of the folders in a folder that are marked. */
    List<String> marked(String folder) throws IOException {
        return names(folder).stream()
                .filter(name -> name.endsWith(MARK))
                .map(name -> name.substring(0, name.length() - MARK.length()))
                .toList();
    }

    /** Deletes a marked folder. */
    void deleteMarked(String folder) throws IOException {
        delete(folder + MARK);
        delete(folder);
    }

    /** What is directly in a folder, by name; nothing if there is no such folder. */
    List<String> names(String folder) throws IOException {
        return entries(new Path(folder)).stream()
                .map(FileStatus::getPath)
                .map(Path::getName)
                .toList();
    }

    private List<FileStatus> entries(Path folder) throws IOException {
        try {
            return List.of(system(folder).listStatus(folder));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
