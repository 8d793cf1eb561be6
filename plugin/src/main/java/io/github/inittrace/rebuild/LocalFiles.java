// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.rebuild;

import io.github.inittrace.files.PathText;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The files that a provenance says were read: on this machine, and told before they are read. */
public final class LocalFiles {
    /** Libraries take a path that starts like an address for one. One letter is a drive. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    private final Consumer<? super Path> reading;
    private final Set<Path> told = new HashSet<>();

    /**
     * Such files.
     *
     * @param reading told each path once, before it is read
     */
    public LocalFiles(Consumer<? super Path> reading) {
        this.reading = reading;
    }

    /**
     * The file here that an address is of, there or not.
     *
     * @throws IOException if it is of no file here; the message is the second half of a sentence
     */
    static Path local(String address) throws IOException {
        try {
            URI uri = new URI(address);
            boolean local =
                    "file".equalsIgnoreCase(uri.getScheme())
                            && (uri.getAuthority() == null || uri.getAuthority().isEmpty())
                            && uri.getPath() != null
                            && uri.getQuery() == null
                            && uri.getFragment() == null;
            if (local) {
                return Path.of(uri);
            }
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw remote(address);
        }
        throw remote(address);
    }

    /**
     * Lets a path pass if there is a file or a folder.
     *
     * @throws IOException if there is none; the message is the second half of a sentence
     */
    public void require(String path) throws IOException {
        if (ADDRESS.matcher(path).matches()) {
            throw remote(path);
        }
        require(PathText.path(path));
    }

    void require(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(
                    "cannot read " + SafeText.of(path.toString()) + ": it does not exist");
        }
        if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
            throw new IOException(
                    "expected a file or a folder at "
                            + SafeText.of(path.toString())
                            + ", found a device or the like, which is not read");
        }
        if (told.add(path)) {
            reading.accept(path);
        }
    }

    private static IOException remote(String address) {
        return new IOException(
                "it came from "
                        + SafeText.of(address)
                        + ", and only files of this machine are read: nothing is fetched");
    }
}
