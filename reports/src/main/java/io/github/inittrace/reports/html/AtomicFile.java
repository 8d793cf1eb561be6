// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file in one step: a reader sees the old content or the new one, never half of it. */
final class AtomicFile {
    private AtomicFile() {}

    static void write(Path file, byte[] content) throws IOException {
        // Not Files.createTempFile: its files are private, and a CI server reads as another user.
        String unique = ProcessHandle.current().pid() + "-" + System.nanoTime();
        Path draft = file.resolveSibling("." + file.getFileName() + "." + unique + ".tmp");
        try {
            Files.write(draft, content);
            try {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
