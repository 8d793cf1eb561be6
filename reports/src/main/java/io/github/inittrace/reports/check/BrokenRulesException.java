// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import java.io.IOException;

/** Rules that cannot be checked; the message is one sentence that names rule, file and line. */
public final class BrokenRulesException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenRulesException(String message) {
        super(message);
    }
}
