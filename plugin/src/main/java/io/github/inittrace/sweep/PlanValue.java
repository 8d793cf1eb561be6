// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

/**
 * A value of a setting.
 *
 * @param text the value as written
 * @param line the line of the plan that gives it, counted from 1; 0 where a program does
 */
record PlanValue(String text, int line) {}
