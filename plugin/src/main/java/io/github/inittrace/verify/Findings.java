// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.verify.Finding.Outcome;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects findings. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void agrees(Topic topic, String subject, String text) {
        all.add(new Finding(Outcome.AGREES, topic, subject, text));
    }

    void differs(Topic topic, String subject, String text) {
        all.add(new Finding(Outcome.DIFFERS, topic, subject, text));
    }

    void note(Topic topic, String subject, String text) {
        all.add(new Finding(Outcome.NOTE, topic, subject, text));
    }

    /** By topic, and in the order of the checks within each. */
    List<Finding> all() {
        return all.stream().sorted(Comparator.comparing(Finding::topic)).toList();
    }

    /** A check that may meet files of any content. */
    interface Check {
        void run() throws IOException;
    }

    /** Runs a check; that it cannot be done is a finding, and no reason to leave out the others. */
    void guard(Topic topic, String subject, Check check) {
        try {
            check.run();
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | IllegalStateException e) {
            differs(topic, subject, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            differs(
                    topic,
                    subject,
                    "cannot be checked: it needs more memory than Java has; raise -Xmx");
        }
    }
}
