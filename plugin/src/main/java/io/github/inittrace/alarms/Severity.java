// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

/** How much an alarm matters. */
public enum Severity {
    /** Worth knowing; often a sign of long training rather than of failure. */
    NOTICE,
    /** Usually a sign that something is set wrongly. */
    WARNING,
    /** This tensor learns nothing any more. */
    FAILURE
}
