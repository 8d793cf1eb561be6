// SPDX-License-Identifier: Apache-2.0
/** The run folder: the record of a training run that other tools can check. */
@NullMarked
package io.github.inittrace.run;

import org.jspecify.annotations.NullMarked;
