// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run

import io.github.inittrace.measure.TensorMeasures

/** The [EpochRecord.index] in `val (index, loss) = epoch`. */
public operator fun EpochRecord.component1(): Int = index

/** The [EpochRecord.epochEndLoss] in `val (index, loss) = epoch`. */
public operator fun EpochRecord.component2(): Double? = epochEndLoss

/**
 * How far a tensor has moved, as in `epoch["hidden1.weight"]`; looks in [EpochRecord.tensors].
 *
 * @throws NoSuchElementException if there is no tensor of that name
 */
public operator fun EpochRecord.get(tensor: String): TensorMeasures =
    tensors.find { it.name == tensor }
        ?: throw NoSuchElementException(
            "expected one of the tensors ${tensors.map { it.name }}, found '$tensor'",
        )
