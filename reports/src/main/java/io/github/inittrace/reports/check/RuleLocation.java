// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

/**
 * Where a rule stands, for messages.
 *
 * @param file the file of rules, or words for rules that stand in none
 * @param line counted from 1; 0 where there are no lines
 * @param rule which rule; empty where it is about the whole file
 */
record RuleLocation(String file, int line, String rule) {
    /** The same rule, at another line. */
    RuleLocation at(int other) {
        return new RuleLocation(file, other, rule);
    }

    /** An exception for what compares with a baseline where none was given. */
    BrokenRulesException noBaseline(String key, String what) {
        return broken(
                "'"
                        + key
                        + "' compares with a baseline, found none; give one with --baseline "
                        + what);
    }

    /** An exception that says what is wrong here. */
    BrokenRulesException broken(String complaint) {
        return new BrokenRulesException(
                file
                        + (line > 0 ? ", line " + line : "")
                        + ": "
                        + (rule.isEmpty() ? "" : rule + ": ")
                        + complaint);
    }
}
