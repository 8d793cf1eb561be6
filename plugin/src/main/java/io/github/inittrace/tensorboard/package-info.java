// SPDX-License-Identifier: Apache-2.0
/** Event files that TensorBoard shows, written of the records of a run. */
@NullMarked
package io.github.inittrace.tensorboard;

import org.jspecify.annotations.NullMarked;
