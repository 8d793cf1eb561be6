// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

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
            return Path.of(chosen);
        }
        Path home = Path.of(String.valueOf(property.apply("user.home")));
        String system = String.valueOf(property.apply("os.name")).toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            String local = env.apply("LOCALAPPDATA");
            Path base =
                    local == null || local.isEmpty()
                            ? home.resolve("AppData").resolve("Local")
                            : Path.of(local);
            return base.resolve(NAME).resolve("cache");
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve(NAME);
        }
        String xdg = env.apply("XDG_CACHE_HOME");
        // The XDG specification: a relative path is to be ignored.
        boolean usable = xdg != null && !xdg.isEmpty() && Path.of(xdg).isAbsolute();
        return (usable ? Path.of(xdg) : home.resolve(".cache")).resolve(NAME);
    }

    private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
        return first != null && !first.isEmpty()
                ? first
                : second != null && !second.isEmpty() ? second : null;
    }
}
