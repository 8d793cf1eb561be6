// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a command came to, carried out in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err the lines on standard error
 */
record Said(int code, String out, List<String> err) {

    /** Carries out a command. */
    static Said by(Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            String[] texts = Stream.of(words).map(Object::toString).toArray(String[]::new);
            int code = Main.execute(out, texts);
            return new Said(
                    code,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8).lines().toList());
        } finally {
            System.setErr(before);
        }
    }

    /** Carries out a command that one string has, whose words have no blanks. */
    static Said line(String words) {
        return by((Object[]) words.split(" "));
    }

    /** What one sentence on standard error says; fails if there is not one. */
    String sentence() {
        if (err.size() != 1) {
            throw new AssertionError("expected one line, found " + err);
        }
        return err.get(0).substring("inittrace: ".length());
    }
}
