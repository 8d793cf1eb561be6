// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Passes on a command's lines in UTF-8, with other names for some of the places in them. */
final class NamingStream extends FilterOutputStream {
    private final UnaryOperator<String> names;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    NamingStream(OutputStream out, UnaryOperator<String> names) {
        super(out);
        this.names = names;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        line.write(b);
        if (b == '\n' || b == '\r') {
            passOn();
        }
    }

    private void passOn() throws IOException {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        out.write(names.apply(text).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void flush() throws IOException {
        passOn();
        out.flush();
    }
}
