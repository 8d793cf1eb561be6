// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff

/** How a tensor differs, as in `diff["hidden1.weight"]`; see [ModelDiff.tensor]. */
public operator fun ModelDiff.get(tensor: String): TensorDiff = tensor(tensor)
