// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run

/** The [EpochRecord.index] in `val (index, loss) = epoch`. */
public operator fun EpochRecord.component1(): Int = index

/** The [EpochRecord.epochEndLoss] in `val (index, loss) = epoch`. */
public operator fun EpochRecord.component2(): Double? = epochEndLoss
