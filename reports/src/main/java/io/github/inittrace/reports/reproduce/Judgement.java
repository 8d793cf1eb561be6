// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

/**
 * A verdict and what is to be known about it.
 *
 * @param verdict the verdict
 * @param reason why it is that one; may be empty
 */
record Judgement(Verdict verdict, String reason) {}
