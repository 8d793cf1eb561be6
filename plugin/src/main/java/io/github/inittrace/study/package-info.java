// SPDX-License-Identifier: Apache-2.0
/**
 * What somebody asks of recorded runs: a figure by its path, its best epoch or why it is missing, the
 * verdict in one word, and how many runs differ, which belong together, and by how much.
 */
@NullMarked
package io.github.inittrace.study;

import org.jspecify.annotations.NullMarked;
