// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    @TempDir Path directory;

    @Test
    void folder_ofATestThatMavenCompiled_isInItsTarget() {
        Path folder = ReportFolder.of(ReportFolderTest.class);
        assertThat(folder).isAbsolute().endsWithRaw(Path.of("testing", "target", "inittrace"));
    }

    @Test
    void folder_ofAClassWithoutPlace_isInTheWorkingDirectory() {
        assertThat(ReportFolder.of(String.class)).isEqualTo(Path.of("target", "inittrace"));
    }

    @Test
    void folder_inAWorkingDirectory_isThatOfItsBuild() throws IOException {
        Path maven = directory.resolve("target/inittrace");
        assertThat(ReportFolder.inWorkingDirectory(directory)).isEqualTo(maven);
        Files.createDirectory(directory.resolve("build"));
        assertThat(ReportFolder.inWorkingDirectory(directory))
                .isEqualTo(directory.resolve("build/reports/inittrace"));
        Files.createDirectory(directory.resolve("target"));
        assertThat(ReportFolder.inWorkingDirectory(directory)).isEqualTo(maven);
    }

    @Test
    void name_always_isOneThatFileSystemsTake() {
        assertThat(TestNames.sanitised("learns the digits: 95 %?"))
                .isEqualTo("learns-the-digits-95");
        assertThat(TestNames.sanitised("a.B$Inner")).isEqualTo("a.B-Inner");
        assertThat(TestNames.sanitised("../..")).isEqualTo("test");
        assertThat(TestNames.sanitised("größe")).isEqualTo("größe");
        assertThat(TestNames.sanitised("x".repeat(300))).hasSize(100);
    }
}
