// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

import java.io.IOException;

/** A document is not the YAML that is read here; the message says what was expected and found. */
public final class MalformedYamlException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int line;

    MalformedYamlException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line it is about, counted from 1; 0 where it is about the whole document. */
    public int line() {
        return line;
    }
}
