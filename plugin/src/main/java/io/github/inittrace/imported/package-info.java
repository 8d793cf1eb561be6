// SPDX-License-Identifier: Apache-2.0
/**
 * A training that another tool did, played from the weights it saved: the events of {@code
 * lifecycle} come from files, so that the record is made as that of any training.
 */
@NullMarked
package io.github.inittrace.imported;

import org.jspecify.annotations.NullMarked;
