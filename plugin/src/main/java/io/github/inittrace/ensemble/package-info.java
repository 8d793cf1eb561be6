// SPDX-License-Identifier: Apache-2.0
/**
 * Ensembles of networks: the weight matrices of many runs or files, by layer and epoch, and what
 * permutation-invariant Gaussian models say of them. See {@link io.github.inittrace.pigmm} for the
 * models.
 */
@NullMarked
package io.github.inittrace.ensemble;

import org.jspecify.annotations.NullMarked;
