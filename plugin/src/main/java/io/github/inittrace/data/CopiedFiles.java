// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Says where the files of a data set are read, for a machine that has a copy of them and not the
 * files themselves.
 */
@FunctionalInterface
public interface CopiedFiles {
    /**
     * The place of a copy.
     *
     * @param original the file or folder that a {@link DatasetLoader} was given
     * @return a file or folder of the same content; the original itself if it is to be read
     * @throws IOException if there should be a copy and is none; one sentence
     */
    Path of(Path original) throws IOException;

    /**
     * By what name a record knows the original: for a relative one, where this lies on the machine that
     * has it.
     *
     * @throws IOException if no file of this machine can have that name; one sentence
     */
    default Path nameOf(Path original) throws IOException {
        return original.toAbsolutePath();
    }
}
