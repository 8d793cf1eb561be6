// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArenaTest {

    @ParameterizedTest
    @MethodSource("io.github.inittrace.kernels.MatrixKernelsTest#kernels")
    void close_afterMatrices_givesTheirBytesBackOnce(MatrixKernels kernels) {
        long before = Arena.liveBytes();
        Arena arena = kernels.openArena();
        Arena other = kernels.openArena();
        int bytes = 4 * arena.allocate(100, 50).length() + 4 * arena.allocate(3, 7).length();
        assertThat(Arena.liveBytes()).isEqualTo(before + bytes);
        other.allocate(2, 3);

        arena.close();
        arena.close();
        assertThat(Arena.liveBytes()).isEqualTo(before + 2 * 3 * 4);
        other.close();
        assertThat(Arena.liveBytes()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("io.github.inittrace.kernels.MatrixKernelsTest#kernels")
    void allocate_memoryThatWasUsedBefore_isZeros(MatrixKernels kernels) {
        for (int round = 0; round < 20; round++) {
            try (Arena arena = kernels.openArena()) {
                FloatMatrix matrix = arena.allocate(37, 21);
                float[] values = new float[matrix.length()];
                matrix.read(values);
                assertThat(values).containsOnly(0f);
                java.util.Arrays.fill(values, 7f);
                matrix.write(values);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.inittrace.kernels.MatrixKernelsTest#kernels")
    void use_afterClose_isRefused(MatrixKernels kernels) {
        Arena arena = kernels.openArena();
        arena.whileOpen(() -> arena.allocate(2, 2));
        arena.close();
        String refused =
                "weights can be read until their training ends, found it at an end; copy what must"
                        + " be kept";
        assertThatThrownBy(() -> arena.whileOpen(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(refused);
        assertThatThrownBy(() -> arena.allocate(1, 1)).hasMessage(refused);
    }

    @ParameterizedTest
    @MethodSource("io.github.inittrace.kernels.MatrixKernelsTest#kernels")
    void allocate_moreThanThereIs_isRefusedAndHoldsNothing(MatrixKernels kernels) {
        long before = Arena.liveBytes();
        try (Arena arena = kernels.openArena()) {
            assertThatThrownBy(() -> arena.allocate(1 << 20, 512))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "a matrix must be smaller than 2 GiB, found 1048576x512; leave out"
                                    + " features or choose smaller layers");
        }
        assertThat(Arena.liveBytes()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("io.github.inittrace.kernels.MatrixKernelsTest#kernels")
    void allocate_moreThanJavaMayUse_throwsOutOfMemory(MatrixKernels kernels) {
        long before = Arena.liveBytes();
        long most = Runtime.getRuntime().maxMemory();
        // Zeros that nobody touches take no memory of the system, but on the heap they would.
        org.junit.jupiter.api.Assumptions.assumeFalse(kernels instanceof PlainKernels);
        org.junit.jupiter.api.Assumptions.assumeTrue(most < 16L << 30, "Java has memory to spare");
        try (Arena arena = kernels.openArena()) {
            assertThatThrownBy(
                            () -> {
                                for (long held = 0; held <= most; held += 1L << 28) {
                                    arena.allocate(1 << 16, 1 << 10);
                                }
                            })
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessageEndingWith("bytes do not fit in " + most + "; give more with -Xmx");
        }
        assertThat(Arena.liveBytes()).isEqualTo(before);
    }
}
