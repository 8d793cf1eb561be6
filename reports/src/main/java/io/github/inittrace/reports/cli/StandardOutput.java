// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.check.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, in UTF-8. {@code println} prints one line, whatever names and labels it quotes;
 * what has several is printed by {@code print}. As every print writer it keeps to itself what goes
 * wrong, and goes on: a training whose reader has left is still worth its run folder.
 */
final class StandardOutput extends PrintWriter {
    /** Where Linux says what standard output is. */
    private static final Path LINK = Path.of("/proc/self/fd/1");

    private final Sink sink;

    StandardOutput(OutputStream out) {
        this(new Sink(out));
    }

    private StandardOutput(Sink sink) {
        super(sink, true, StandardCharsets.UTF_8);
        this.sink = sink;
    }

    @Override
    public void println(@Nullable String line) {
        super.println(PlainText.oneLine(String.valueOf(line)));
    }

    @Override
    public void println(@Nullable Object line) {
        println(String.valueOf(line));
    }

    /** Whether something could not be written because its reader has left. */
    boolean isClosedPipe() {
        checkError(); // writes what is left
        IOException failure = sink.failure;
        return failure != null && (isPipe() || isBrokenPipe(failure));
    }

    /** Writing to a pipe fails for one reason. */
    private static boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(LINK).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Elsewhere than on Linux there is only what the system says, in the user's language. */
    private static boolean isBrokenPipe(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    /** Remembers what went wrong. */
    private static final class Sink extends OutputStream {
        private final OutputStream out;
        private @Nullable IOException failure;

        Sink(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
