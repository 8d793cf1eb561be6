// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data

import org.tribuo.MutableDataset
import org.tribuo.classification.Label

/** The [LoadedData.train] in `val (train, test) = loader.load()`. */
public operator fun LoadedData.component1(): MutableDataset<Label> = train

/** The [LoadedData.test] in `val (train, test) = loader.load()`. */
public operator fun LoadedData.component2(): MutableDataset<Label> = test
