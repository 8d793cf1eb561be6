// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run

/**
 * Lets `history[3]` read naturally; shorthand for [TrainingHistory.epochs].
 *
 * @throws IndexOutOfBoundsException if there is no such epoch
 */
public operator fun TrainingHistory.get(index: Int): EpochRecord = epochs[index]
