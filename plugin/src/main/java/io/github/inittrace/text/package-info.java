// SPDX-License-Identifier: Apache-2.0
/**
 * Text for people: numbers in words, and names from files made safe to show. Knows nothing else of
 * InitTrace.
 */
@NullMarked
package io.github.inittrace.text;

import org.jspecify.annotations.NullMarked;
