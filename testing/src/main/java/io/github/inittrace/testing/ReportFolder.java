// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Where the build keeps what tests leave. */
final class ReportFolder {
    private ReportFolder() {}

    /**
     * The folder for runs and reports: in the {@code target} or {@code build} folder that a test
     * class was compiled to, whatever the working directory; failing that, in the one of the
     * working directory.
     */
    static Path of(Class<?> testClass) {
        for (Path folder = location(testClass); folder != null; folder = folder.getParent()) {
            Path name = folder.getFileName();
            if (name != null && name.toString().equals("target")) {
                return underMaven(folder);
            }
            if (name != null && name.toString().equals("build")) {
                return underGradle(folder);
            }
        }
        return inWorkingDirectory(Path.of(""));
    }

    static Path inWorkingDirectory(Path directory) {
        Path target = directory.resolve("target");
        Path build = directory.resolve("build");
        return Files.isDirectory(build) && !Files.isDirectory(target)
                ? underGradle(build)
                : underMaven(target);
    }

    private static Path underMaven(Path target) {
        return target.resolve("inittrace");
    }

    private static Path underGradle(Path build) {
        return build.resolve("reports").resolve("inittrace");
    }

    private static @Nullable Path location(Class<?> testClass) {
        CodeSource source = testClass.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return null;
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | RuntimeException e) {
            return null; // not on a file system
        }
    }
}
