// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import org.jspecify.annotations.Nullable;

/**
 * What a run of a group says to a rule.
 *
 * @param run what to call the run within its group
 * @param value the figure that the rule asks for; null if it is undefined, or the rule asks for none
 * @param words what was found, in words
 * @param isObeyed whether the run obeys a rule that asks for no figure
 */
record RunFinding(String run, @Nullable Double value, String words, boolean isObeyed) {}
