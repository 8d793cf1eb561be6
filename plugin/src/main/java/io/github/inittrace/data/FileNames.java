// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import io.github.inittrace.files.PathText;
import java.nio.file.Path;

/** Names of files of data, of which every letter counts: those of folders become labels. */
final class FileNames {
    private FileNames() {}

    /** Refuses a path of which a part is lost. */
    static void check(Path path, String what) throws DataFileException {
        if (!PathText.isReadable(path.toString())) {
            throw new DataFileException(PathText.complaint("the name of " + what));
        }
    }
}
