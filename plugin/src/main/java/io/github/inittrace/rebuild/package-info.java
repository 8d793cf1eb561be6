// SPDX-License-Identifier: Apache-2.0
/** Objects made of what is written of their configuration: in a provenance, or in JSON. */
@NullMarked
package io.github.inittrace.rebuild;

import org.jspecify.annotations.NullMarked;
