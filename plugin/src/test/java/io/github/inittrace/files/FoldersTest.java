// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir private Path temporary;
    private Path folder;

    @BeforeEach
    void linkElsewhere() throws IOException {
        folder = temporary.toRealPath();
        Files.createDirectories(folder.resolve("a/b"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a/b"));
    }

    @Test
    void real_ofWhatIsThere_hasNoLinksAndDots() throws IOException {
        assertThat(Folders.real(folder.resolve("./a/../link"))).isEqualTo(folder.resolve("a/b"));
        assertThat(Folders.real(folder.resolve("link/..")))
                .as("where the system goes")
                .isEqualTo(folder.resolve("a"));
    }

    @Test
    void real_ofWhatIsStillToBeMade_isWhereItWillLie() throws IOException {
        assertThat(Folders.real(folder.resolve("link/new/../x/./y")))
                .isEqualTo(folder.resolve("a/b/x/y"));
        assertThat(Folders.real(folder.resolve("new/../link/../x")))
                .isEqualTo(folder.resolve("a/x"));
        assertThat(Folders.real(Path.of(""))).isEqualTo(Path.of("").toRealPath());
    }
}
