// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HugePagesTest {
    /** A mapping of this process, and its flags, which say by "hg" that huge pages were asked for. */
    private static final Pattern MAPPING =
            Pattern.compile(
                    "(?m)^([0-9a-f]+)-([0-9a-f]+) .*(?:\\R(?![0-9a-f]+-).*)*?VmFlags:(.*)$");

    @Test
    void matrix_large_isAskedForInHugePages() throws IOException {
        MatrixKernels kernels = MatrixKernels.best();
        assumeTrue(
                Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"))
                        && kernels instanceof NativeKernels,
                "needs native kernels on a Linux with transparent huge pages");
        try (Arena arena = kernels.openArena()) {
            assertThat(flags(arena.allocate(16_000, 784))).contains("hg");
            assertThat(flags(arena.allocate(10, 784))).doesNotContain("hg");
        }
    }

    private static String flags(FloatMatrix matrix) throws IOException {
        long address = ((NativeMatrix) matrix).pointer.address();
        // The first page of a block that is not at a page's start is not advised.
        long inside = address + matrix.rows * matrix.stride * 2L;
        Matcher mapping = MAPPING.matcher(Files.readString(Path.of("/proc/self/smaps")));
        while (mapping.find()) {
            if (Long.parseUnsignedLong(mapping.group(1), 16) <= inside
                    && inside < Long.parseUnsignedLong(mapping.group(2), 16)) {
                return mapping.group(3);
            }
        }
        throw new AssertionError("no mapping of " + Long.toHexString(inside));
    }
}
