// SPDX-License-Identifier: Apache-2.0
/**
 * Files that are written whole or not at all, and one sentence where that fails; names that a locale
 * does not have; what a file is by its first bytes, and its numbers that Java has no type for. Knows
 * nothing else of InitTrace.
 */
@NullMarked
package io.github.inittrace.files;

import org.jspecify.annotations.NullMarked;
