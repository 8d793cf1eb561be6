// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.lifecycle.Observation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps the exceptions that are logged as warnings, and what a listener threw off the console. */
final class LoggedExceptions extends Handler {
    private final Logger root = Logger.getLogger("");
    private final Logger events = Logger.getLogger(Observation.class.getName());
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();

    LoggedExceptions() {
        root.addHandler(this);
        events.addHandler(this);
        events.setUseParentHandlers(false);
    }

    boolean contain(Throwable exception) {
        return thrown.stream().anyMatch(e -> e == exception);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getThrown() != null
                && record.getLevel().intValue() >= Level.WARNING.intValue()) {
            thrown.add(record.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        events.setUseParentHandlers(true);
        events.removeHandler(this);
        root.removeHandler(this);
    }
}
