// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that can be downloaded.
 *
 * @param name its name in the cache
 * @param mirrors where it is, in the order in which to try
 * @param mostBytes no server may send more
 * @param check what its content must be
 */
record RemoteFile(String name, List<URI> mirrors, long mostBytes, Check check) {
    private static final int BUFFER = 1 << 16;

    /**
     * What the content of a file must be.
     *
     * @param algorithm the digest's name
     * @param digest the digest in lower-case hexadecimal
     * @param gunzip whether the digest is of the content that the gzip file holds; the same content
     *     may have been compressed anew
     * @param size the file's size in bytes, or -1 where none was published
     * @param mostContent a gzip file that holds more than this is wrong without reading on
     */
    record Check(String algorithm, String digest, boolean gunzip, long size, long mostContent) {}

    /** What was expected and found, as the middle of a sentence; empty if the file is right. */
    String complaint(Path file) throws IOException {
        long size = Files.size(file);
        if (check.size >= 0 && size != check.size) {
            return String.format(Locale.ROOT, "%d bytes, expected %d", size, check.size);
        }
        String found;
        try {
            found = digest(file);
        } catch (ZipException | EOFException e) {
            return "a damaged gzip file";
        }
        return found.equals(check.digest)
                ? ""
                : String.format(
                        Locale.ROOT,
                        "content with %s %s, expected %s",
                        check.algorithm,
                        found,
                        check.digest);
    }

    private String digest(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(check.algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have " + check.algorithm, e);
        }
        byte[] buffer = new byte[BUFFER];
        long content = 0;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                InputStream in = check.gunzip ? new GZIPInputStream(raw, BUFFER) : raw) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                content += n;
                if (content > check.mostContent) {
                    throw new ZipException("more content than expected");
                }
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
