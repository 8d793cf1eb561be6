// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.reports.check.PlainText;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Shows warnings of the libraries underneath as single lines among the command's own. */
final class Logging {
    /** Says what {@link StartNotes} says in the command's words; held, as loggers may vanish. */
    private static final Logger SAID_BY_THE_COMMAND =
            Logger.getLogger("io.github.inittrace.mlp.StartWeights");

    private Logging() {}

    static void toOneLine() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return; // somebody wants to see more, or elsewhere
        }
        SAID_BY_THE_COMMAND.setLevel(Level.SEVERE);
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(Level.WARNING);
            inUtf8(handler);
            handler.setFormatter(
                    new Formatter() {
                        @Override
                        public String format(LogRecord record) {
                            return "inittrace: "
                                    + record.getLevel().getName().toLowerCase(Locale.ROOT)
                                    + ": "
                                    + PlainText.oneLine(formatMessage(record))
                                    + System.lineSeparator();
                        }
                    });
        }
    }

    private static void inUtf8(Handler handler) {
        try {
            handler.setEncoding(StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java platform must have UTF-8", e);
        }
    }
}
