// SPDX-License-Identifier: Apache-2.0
/**
 * How any two models differ: which tensors belong together, and by how much they differ; and
 * what else is not the same in their graphs.
 */
@NullMarked
package io.github.inittrace.diff;

import org.jspecify.annotations.NullMarked;
