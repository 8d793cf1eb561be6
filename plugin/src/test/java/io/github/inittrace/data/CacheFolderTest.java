// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
    private static Path path(String system, Map<String, String> more, Map<String, String> env) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("os.name", system);
        properties.put("user.home", "/home/ada");
        return CacheFolder.path(properties::get, env::get);
    }

    @Test
    void path_onEachPlatform_followsItsConventions() {
        Map<String, String> none = Map.of();
        assertThat(path("Linux", none, none)).isEqualTo(Path.of("/home/ada/.cache/inittrace"));
        assertThat(path("Linux", none, Map.of("XDG_CACHE_HOME", "/c")))
                .isEqualTo(Path.of("/c/inittrace"));
        assertThat(path("Linux", none, Map.of("XDG_CACHE_HOME", "relative")))
                .isEqualTo(Path.of("/home/ada/.cache/inittrace"));
        assertThat(path("Mac OS X", none, none))
                .isEqualTo(Path.of("/home/ada/Library/Caches/inittrace"));
        assertThat(path("Windows 11", none, Map.of("LOCALAPPDATA", "/local")))
                .isEqualTo(Path.of("/local/inittrace/cache"));
        assertThat(path("Windows 11", none, none))
                .isEqualTo(Path.of("/home/ada/AppData/Local/inittrace/cache"));
    }

    @Test
    void path_chosenByTheUser_winsAndThePropertyBeatsTheVariable() {
        Map<String, String> env = Map.of("INITTRACE_CACHE", "/env", "XDG_CACHE_HOME", "/c");

        assertThat(path("Linux", Map.of(), env)).isEqualTo(Path.of("/env"));
        assertThat(path("Linux", Map.of("inittrace.cache", "/property"), env))
                .isEqualTo(Path.of("/property"));
    }
}
