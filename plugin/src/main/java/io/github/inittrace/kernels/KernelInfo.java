// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

/**
 * What computes the matrix products of training and prediction in this process.
 *
 * @param library the library and its version
 * @param instructionSet the instruction set it uses, or the processor that its kernels are for
 */
public record KernelInfo(String library, String instructionSet) {

    /**
     * The kernels chosen for this process: oneDNN where it loads, else OpenBLAS, else plain
     * Java. Loads them if nothing else has yet.
     *
     * @throws IllegalArgumentException if the system property {@code inittrace.kernels} is none of
     *     {@code onednn}, {@code openblas} and {@code plain}, or names a library that does not load
     */
    public static KernelInfo ofThisProcess() {
        MatrixKernels kernels = MatrixKernels.best();
        return new KernelInfo(kernels.name(), kernels.instructionSet());
    }
}
