// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;

/** Fashion-MNIST as Debian installs it, for the tests that need real images. */
public final class DebianFashionMnist {
    private DebianFashionMnist() {}

    /** Loads it; without it, the test is skipped, and fails under CI. */
    public static LoadedData load() throws IOException {
        boolean isInstalled = Files.isDirectory(ImageSets.DEBIAN_FASHION_MNIST);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(isInstalled).as("Debian's dataset-fashion-mnist is installed").isTrue();
        }
        assumeTrue(isInstalled, "skipped: Debian's dataset-fashion-mnist is not installed");
        return DatasetLoader.of(DatasetLoader.FASHION_MNIST).load();
    }
}
