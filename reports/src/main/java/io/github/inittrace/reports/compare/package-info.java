// SPDX-License-Identifier: Apache-2.0
/** Many runs beside each other: what differs between them, which belong together, and by how much. */
@NullMarked
package io.github.inittrace.reports.compare;

import org.jspecify.annotations.NullMarked;
