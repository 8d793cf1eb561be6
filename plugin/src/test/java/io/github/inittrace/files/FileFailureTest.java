// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is said of files that are not there. */
class FileFailureTest {
    private static final Path ASKED = Path.of("folder/file.csv");

    @Test
    void cannotRead_whatIsNotThere_saysWhat() {
        assertThat(FileFailure.cannotRead(ASKED, new NoSuchFileException(ASKED.toString())))
                .hasMessage("cannot read folder/file.csv: it does not exist");
        assertThat(FileFailure.cannotRead(ASKED, new NoSuchFileException("folder")))
                .hasMessage("cannot read folder/file.csv: folder does not exist");
    }

    @Test
    void cannotRead_aNameThatIsNoPathInThisLocale_saysSoAsWell() {
        assertThat(FileFailure.cannotRead(ASKED, new NoSuchFileException("\uD800")))
                .hasMessage("cannot read folder/file.csv: \uD800 does not exist");
    }
}
