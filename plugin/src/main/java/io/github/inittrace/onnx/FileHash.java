// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import io.github.inittrace.files.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a model, whose values may lie in several files. */
final class FileHash {
    private FileHash() {}

    /**
     * The SHA-256 of files, one after the other, in lower-case hexadecimal.
     *
     * @throws IOException if one cannot be read; one sentence that names it
     */
    static String of(Iterable<Path> files) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            } catch (IOException e) {
                throw FileFailure.cannotRead(file, e);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
