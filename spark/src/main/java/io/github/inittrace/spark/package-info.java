// SPDX-License-Identifier: Apache-2.0
/** Sweeps and ensembles on Apache Spark: the runs of a plan as its tasks. */
@NullMarked
package io.github.inittrace.spark;

import org.jspecify.annotations.NullMarked;
