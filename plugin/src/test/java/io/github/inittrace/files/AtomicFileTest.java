// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, links to files, and what is no file. */
class AtomicFileTest {
    private static final byte[] NEW = "new".getBytes(UTF_8);

    @TempDir private Path folder;

    @Test
    void link_isFollowedAndStaysALink() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target.getFileName());
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);

        AtomicFile.write(second, NEW);
        assertThat(link).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(target).hasContent("new");

        AtomicFile.remove(second);
        assertThat(target).doesNotExist();
        AtomicFile.write(second, NEW);
        assertThat(second).isSymbolicLink();
        assertThat(target).hasContent("new");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void linksInACircle_areRefused() throws IOException {
        Path one = folder.resolve("one");
        Path other = Files.createSymbolicLink(folder.resolve("other"), one);
        Files.createSymbolicLink(one, other);
        assertThatThrownBy(() -> AtomicFile.write(one, NEW))
                .hasMessage("cannot write to " + one + ": its links lead in a circle");
    }

    @Test
    void device_isWrittenToAndStays() throws IOException {
        Path device = Path.of("/dev/null");
        AtomicFile.write(device, NEW);
        AtomicFile.remove(device);
        assertThat(Files.exists(device)).isTrue();
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    /** As a shell names what {@code >(...)} is to read. */
    @Test
    void openStream_byItsNumber_isWrittenToAndStaysTheFileItWas() throws IOException {
        Path numbers = Path.of("/dev/fd");
        Assumptions.assumeTrue(Files.isDirectory(numbers), "no streams by their numbers here");
        Path file = Files.writeString(folder.resolve("open"), "old, ");
        Object before = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        try (OutputStream open = Files.newOutputStream(file, StandardOpenOption.APPEND);
                Stream<Path> all = Files.list(numbers.toRealPath())) {
            Path number =
                    all.filter(each -> Files.isRegularFile(each) && isLinkTo(file, each))
                            .findFirst()
                            .orElseThrow();
            AtomicFile.write(numbers.resolve(number.getFileName()), NEW);
            AtomicFile.remove(numbers.resolve(number.getFileName()));
        }
        assertThat(file).hasContent("old, new");
        assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                .isEqualTo(before);
    }

    private static boolean isLinkTo(Path file, Path link) {
        try {
            return Files.readSymbolicLink(link).equals(file.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void missingFolder_isNamed() {
        Path file = folder.resolve("missing/check.xml");
        assertThatThrownBy(() -> AtomicFile.write(file, NEW))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot write to "
                                + file
                                + ": the folder "
                                + file.getParent()
                                + " does not exist");
    }

    @Test
    void folder_isRefused() {
        assertThatThrownBy(() -> AtomicFile.write(folder, NEW))
                .hasMessage("cannot write to " + folder + ": it is a folder; move it away");
    }
}
