// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

/**
 * The singular values of a weight matrix before and after training.
 *
 * @param tensor the matrix's name
 * @param initial those of W0
 * @param trained those of Wt
 * @param change those of ΔW = Wt − W0
 */
public record MatrixSpectra(String tensor, Spectrum initial, Spectrum trained, Spectrum change) {}
