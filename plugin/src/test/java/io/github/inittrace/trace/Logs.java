// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps a logger's messages for the test, and off the console. */
public final class Logs implements AutoCloseable {
    private final Logger logger;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    messages.add(record.getMessage());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    private Logs(Logger logger) {
        this.logger = logger;
    }

    public static Logs of(Class<?> type) {
        return of(type.getName());
    }

    public static Logs of(String logger) {
        Logs logs = new Logs(Logger.getLogger(logger));
        logs.logger.setUseParentHandlers(false);
        logs.logger.addHandler(logs.handler);
        return logs;
    }

    public List<String> messages() {
        return messages;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }
}
