// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run

/**
 * The record of an epoch, as in `history[3]`; looks in [TrainingHistory.epochs].
 *
 * @param index its [EpochRecord.index]: where only every fifth epoch is recorded, `history[5]` comes
 *     after `history[0]`
 * @throws IndexOutOfBoundsException if there is no record of that epoch
 */
public operator fun TrainingHistory.get(index: Int): EpochRecord =
    epochs.find { it.index == index }
        ?: throw IndexOutOfBoundsException(
            "expected one of the epochs ${epochs.map { it.index }}, found $index",
        )
