// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the folders {@code run-0001}, {@code run-0002}, ... of a series of runs. Making a folder
 * either succeeds or finds it there, so runs that start at the same time, in one process or in
 * several, get different ones.
 *
 * @param path the folder, which exists
 */
public record NumberedFolder(Path path) implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("run-(\\d{4,9})");

    private static final Logger logger = Logger.getLogger(NumberedFolder.class.getName());

    /**
     * Makes the folder after the last one.
     *
     * @param parent where; made if it does not exist, and may hold anything but a run
     * @return the new, empty folder
     * @throws IOException if it cannot be made
     */
    public static NumberedFolder claim(Path parent) throws IOException {
        if (Files.exists(parent.resolve(RunFolder.RECORD))) {
            throw new IOException(
                    "cannot write numbered runs to "
                            + parent
                            + ": it holds a run itself; choose another folder");
        }
        RunFolderWriter.checkWritable(parent);
        Folders.create(parent);
        try {
            for (int number = last(parent) + 1; ; number++) {
                Path path = parent.resolve(String.format(Locale.ROOT, "run-%04d", number));
                try {
                    return new NumberedFolder(Files.createDirectory(path));
                } catch (FileAlreadyExistsException e) {
                    logger.log(Level.FINE, "{0} is taken", path);
                }
            }
        } catch (IOException e) {
            throw FileFailure.cannotWrite(parent, e);
        }
    }

    private static int last(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.map(entry -> NAME.matcher(entry.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    /** Removes the folder again if nothing was written to it. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            logger.log(Level.FINE, "{0} holds a run", path);
        } catch (IOException e) {
            logger.log(Level.WARNING, "cannot look into " + path, e);
        }
    }
}
