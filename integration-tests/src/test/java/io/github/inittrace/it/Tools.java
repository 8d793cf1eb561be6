// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What these tests use that Maven does not bring. Where it is missing they are skipped with one
 * line; where the environment says {@code CI=true}, they fail for all that {@code .ci/run}
 * installs.
 */
final class Tools {
    private static final boolean CI = "true".equals(System.getenv("CI"));
    private static final Path DEBIAN_FASHION_MNIST = Path.of("/usr/share/datasets/fashion-mnist");

    private Tools() {}

    /** The root of the source tree. */
    static Path root() {
        return Path.of(System.getProperty("inittrace.root")).toAbsolutePath().normalize();
    }

    /** A Python that has onnx, and so numpy. */
    static String python() {
        Optional<String> found =
                Stream.of("/usr/bin/python3", "python3")
                        .filter(python -> imports(python, "onnx"))
                        .findFirst();
        return required(found, "no python3 can import onnx; install Debian's python3-onnx");
    }

    private static boolean imports(String python, String module) {
        try {
            List<String> command = List.of(python, "-c", "import " + module);
            return Processes.run(Path.of("."), command).exit() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    /** Whether a module is there; importing a large one takes seconds. */
    private static boolean finds(String python, String module) {
        return imports(
                python,
                "importlib.util, sys; sys.exit(importlib.util.find_spec('"
                        + module
                        + "') is None)");
    }

    /**
     * A Python that has a package which {@code .ci/run} does not install, as Debian lacks it or it
     * brings much: where there is none, the test is skipped on CI, too.
     */
    static String pythonWith(String module) {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(python -> finds(python, module))
                .findFirst()
                .orElseGet(
                        () ->
                                Assumptions.abort(
                                        "no python3 can import "
                                                + module
                                                + "; call pip install "
                                                + module));
    }

    /** A browser. */
    static String chromium() {
        return required(
                onPath("chromium").map(Path::toString),
                "there is no chromium; install Debian's chromium");
    }

    /** The folder where Node.js finds ONNX Runtime. */
    static Path onnxRuntimeForNode() {
        Path folder = root().resolve("integration-tests/src/test/node");
        boolean isThere =
                onPath("node").isPresent()
                        && Files.isDirectory(folder.resolve("node_modules/onnxruntime-node"));
        return required(
                Optional.of(folder).filter(there -> isThere),
                "there is no ONNX Runtime for Node.js; install Debian's npm and call npm ci"
                        + " --ignore-scripts in integration-tests/src/test/node");
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The folder of Debian's Fashion-MNIST; empty, but for CI, where it is not installed. */
    static Optional<Path> fashionMnist() {
        Optional<Path> folder = Optional.of(DEBIAN_FASHION_MNIST).filter(Files::isDirectory);
        if (folder.isEmpty() && CI) {
            fail("there is no Fashion-MNIST; install Debian's dataset-fashion-mnist");
        }
        return folder;
    }

    /** The folder with MNIST's four files, which no Debian package provides. */
    static Path mnist() {
        String property = System.getProperty("inittrace.mnist.dir", "");
        String folder = property.isBlank() ? System.getenv("INITTRACE_MNIST_DIR") : property;
        Assumptions.assumeTrue(
                folder != null && !folder.isBlank(),
                "there is no MNIST; name its folder in INITTRACE_MNIST_DIR");
        return Path.of(folder);
    }

    /** This JVM can name files in any script, as the build has it. */
    static void requireUtf8Names() {
        String encoding = System.getProperty("sun.jnu.encoding");
        required(
                Optional.of(encoding).filter("UTF-8"::equals),
                "file names are " + encoding + " here, not UTF-8; set LC_ALL=C.UTF-8");
    }

    /** Whether oneDNN loads here, as the build brings it. */
    static boolean isLinuxOnX86() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /** The homes of this JVM and of those of version 17 or later installed beside it. */
    static List<Path> javaHomes() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        Set<Path> homes = new LinkedHashSet<>(List.of(own));
        try (Stream<Path> beside = Files.list(own.getParent())) {
            for (Path home : beside.sorted().toList()) {
                if (Files.isExecutable(home.resolve("bin/java")) && version(home) >= 17) {
                    homes.add(home.toRealPath());
                }
            }
        }
        return new ArrayList<>(homes);
    }

    /** The feature version of a JDK, from the file it carries; 0 if it does not say. */
    static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return 0;
        }
        for (String line : Files.readAllLines(release)) {
            if (line.startsWith("JAVA_VERSION=\"")) {
                String version = line.substring("JAVA_VERSION=\"".length());
                return Integer.parseInt(version.split("[^0-9]")[0]);
            }
        }
        return 0;
    }

    private static <R> R required(Optional<R> found, String missing) {
        if (found.isEmpty() && CI) {
            fail(missing);
        }
        return found.orElseGet(() -> Assumptions.abort(missing));
    }

    /** Debian's onnx accepts the files. */
    static void assertOnnxChecked(Path... files) throws IOException {
        for (Path file : files) {
            Processes.Result result =
                    Processes.run(
                            file.toAbsolutePath().getParent(),
                            List.of(
                                    python(),
                                    "-c",
                                    "import sys, onnx;"
                                            + " onnx.checker.check_model("
                                            + "onnx.load(sys.argv[1]), full_check=True)",
                                    file.toAbsolutePath().toString()));
            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isZero();
        }
    }
}
