// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import io.github.inittrace.files.PathText;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where downloaded files are kept. */
final class CacheFolder {
    /** The system property and, in its absence, the environment variable that name another one. */
    static final String PROPERTY = "inittrace.cache";

    static final String VARIABLE = "INITTRACE_CACHE";

    private static final String NAME = "inittrace";

    private CacheFolder() {}

    static Path path() {
        return path(System::getProperty, System::getenv);
    }

    /** The folder that the platform sets aside for such files. */
    static Path path(
            UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> env) {
        String chosen = firstOf(property.apply(PROPERTY), env.apply(VARIABLE));
        if (chosen != null) {
            return folder(chosen);
        }
        Path home = folder(String.valueOf(property.apply("user.home")));
        String system = String.valueOf(property.apply("os.name")).toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            String local = env.apply("LOCALAPPDATA");
            Path base =
                    local == null || local.isEmpty()
                            ? home.resolve("AppData").resolve("Local")
                            : folder(local);
            return base.resolve(NAME).resolve("cache");
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve(NAME);
        }
        String xdg = env.apply("XDG_CACHE_HOME");
        Path base = xdg == null ? Path.of("") : folder(xdg);
        // The XDG specification: a relative path is to be ignored.
        return (base.isAbsolute() ? base : home.resolve(".cache")).resolve(NAME);
    }

    private static Path folder(String path) {
        if (!PathText.isReadable(path)) {
            throw new IllegalArgumentException(
                    PathText.complaint("the name of the folder of downloads"));
        }
        return Path.of(path);
    }

    private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
        return first != null && !first.isEmpty()
                ? first
                : second != null && !second.isEmpty() ? second : null;
    }
}
