// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;

/** An executor's own disk, where {@code spark.local.dir} says; Spark clears it when it is done. */
final class LocalDisk {
    private LocalDisk() {}

    static Path newFolder(String prefix) throws IOException {
        Path disk = SparkEnv.get().blockManager().diskBlockManager().localDirs()[0].toPath();
        return Files.createTempDirectory(disk, prefix);
    }
}
