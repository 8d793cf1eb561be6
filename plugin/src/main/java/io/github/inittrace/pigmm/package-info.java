// SPDX-License-Identifier: Apache-2.0
/**
 * Permutation-invariant Gaussian models of ensembles of weight matrices: which figures of a matrix
 * do not depend on how its neurons are numbered, the Gaussian laws that respect this, and how far
 * ensembles are from them. Pure functions on arrays; matrices are {@code double[]} in row-major
 * order, and none is changed.
 *
 * <p>See S. Ramgoolam, <em>Permutation invariant Gaussian matrix models</em>, arXiv:1809.07559, for
 * the models, and E. Hirst and S. Ramgoolam, <em>Approximate Gaussianity Beyond Initialisation in
 * Neural Networks</em>, arXiv:2510.05218, for their use on weights. The published figures are
 * those of the latter's code, at <a
 * href="https://github.com/edhirst/PIGWMM">github.com/edhirst/PIGWMM</a>.
 */
@NullMarked
package io.github.inittrace.pigmm;

import org.jspecify.annotations.NullMarked;
