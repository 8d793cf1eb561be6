// SPDX-License-Identifier: Apache-2.0
/**
 * Files that are written whole or not at all, and one sentence where that fails. Knows nothing else of
 * InitTrace.
 */
@NullMarked
package io.github.inittrace.files;

import org.jspecify.annotations.NullMarked;
