// SPDX-License-Identifier: Apache-2.0
/**
 * Text for people and by people: numbers in words, names from files made safe to show, YAML that knows
 * its lines. Knows nothing else of InitTrace.
 */
@NullMarked
package io.github.inittrace.text;

import org.jspecify.annotations.NullMarked;
