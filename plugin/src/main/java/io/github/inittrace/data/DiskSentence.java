// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import io.github.inittrace.files.FileFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what the file system says into one sentence that names the path and what to do. */
final class DiskSentence {
    private DiskSentence() {}

    static DataFileException cannotWrite(Path path, IOException cause) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "cannot write to %s: %s; free some space there, or choose another folder by %s",
                        path,
                        FileFailure.reason(path, cause),
                        CacheFolder.VARIABLE),
                cause);
    }

    static DataFileException cannotRead(Path path, IOException cause) {
        return new DataFileException(
                String.format(
                        Locale.ROOT,
                        "cannot read %s: %s; check the path and its permissions",
                        path,
                        FileFailure.reason(path, cause)),
                cause);
    }
}
