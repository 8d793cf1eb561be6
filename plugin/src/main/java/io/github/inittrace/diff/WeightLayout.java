// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

/** How the matrix of a dense layer lies in a model. */
enum WeightLayout {
    /** A row per input of the layer, as MatMul takes it. */
    IN_OUT,
    /** A row per output, as Gemm with transB takes it, which is how PyTorch exports. */
    OUT_IN;

    WeightLayout transposed() {
        return this == IN_OUT ? OUT_IN : IN_OUT;
    }
}
