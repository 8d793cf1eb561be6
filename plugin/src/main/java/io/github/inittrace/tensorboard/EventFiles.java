// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The event files of a run, which lie in a folder of their own. Stateless. */
public final class EventFiles {
    private static final String NAME = "events.out.tfevents.";
    private static final String HOST = ".inittrace";

    private EventFiles() {}

    /**
     * The name of a file. TensorBoard asks for its beginning, and reads those in a folder in the order
     * of their names.
     *
     * @param seconds when it was started, in seconds since 1970
     */
    public static String name(long seconds) {
        return NAME + seconds + HOST;
    }

    /**
     * The files that were written before to the folder of a run.
     *
     * @param folder the folder; there need be none
     * @throws IOException if there is anything else, or it cannot be read; one sentence
     */
    public static List<Path> in(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> inside = Files.list(folder)) {
            files = inside.toList();
        } catch (NotDirectoryException e) {
            throw foreign(folder);
        } catch (IOException e) {
            throw FileFailure.cannotRead(folder, e);
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            String draft = AtomicFile.draftOf(name);
            String whole = draft == null ? name : draft;
            if (!whole.startsWith(NAME) || !whole.endsWith(HOST)) {
                throw foreign(file);
            }
        }
        return files;
    }

    private static IOException foreign(Path found) {
        return new IOException(
                "expected nothing or earlier events where those of a run are to be, found "
                        + found
                        + "; move it away or name another folder");
    }
}
