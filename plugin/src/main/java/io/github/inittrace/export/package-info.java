// SPDX-License-Identifier: Apache-2.0
/** What was recorded of runs, in the forms that tools for tables and TensorBoard read. */
@NullMarked
package io.github.inittrace.export;

import org.jspecify.annotations.NullMarked;
