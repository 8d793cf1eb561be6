// SPDX-License-Identifier: Apache-2.0
/** Many trainings: a plan, what it comes to, how it is carried out, and tables of what came out. */
@NullMarked
package io.github.inittrace.sweep;

import org.jspecify.annotations.NullMarked;
