// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Python with scipy, which tests ask for figures of their own. */
public final class Scipy {
    private static final Path SCRIPTS = Path.of("src/test/python").toAbsolutePath();

    private Scipy() {}

    /** A Python that has numpy and scipy; skips the test if there is none. */
    public static String python() {
        Optional<String> found =
                Stream.of("/usr/bin/python3", "python3").filter(Scipy::hasScipy).findFirst();
        String missing = "no python3 can import numpy and scipy; install Debian's python3-scipy";
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        return found.orElseGet(() -> Assumptions.abort(missing));
    }

    private static boolean hasScipy(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import numpy, scipy")
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while looking for scipy", e);
        }
    }

    /** What a script of {@code src/test/python} prints. */
    public static byte[] output(String script, String argument) throws Exception {
        Process process =
                new ProcessBuilder(python(), "-B", SCRIPTS.resolve(script).toString(), argument)
                        .redirectError(Redirect.INHERIT)
                        .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as("exit status of " + script).isZero();
        return output;
    }
}
