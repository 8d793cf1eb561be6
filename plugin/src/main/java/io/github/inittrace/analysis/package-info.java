// SPDX-License-Identifier: Apache-2.0
/** What can be asked of a trained model because its initial weights are at hand. */
@NullMarked
package io.github.inittrace.analysis;

import org.jspecify.annotations.NullMarked;
