// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * Traces the trainers of one test into folders of that test, where their reports are written when
 * the test has ended. {@link TracingExtension} hands it out. May be used by several threads.
 */
public final class Tracer {
    private static final Logger logger = Logger.getLogger(Tracer.class.getName());

    private final Path folder;
    private final ClaimedFolders claimed;
    private final List<Path> traced = new CopyOnWriteArrayList<>();

    Tracer(Path folder, ClaimedFolders claimed) {
        this.folder = folder;
        this.claimed = claimed;
    }

    /**
     * Traces a trainer, with a run folder of this test: {@code <method>} for the first trainer,
     * {@code <method>-2} for the second, and so on. Runs of an earlier execution of the test are
     * removed from it. Call {@code run} once on what is returned, or {@code train} as often as
     * you like.
     *
     * @param trainer whose training to follow: an observable one, or one of Tribuo's SGD trainers
     * @param <T> the type of the model's output
     * @return the trace, to which validation sets and the like can be added
     * @throws IllegalArgumentException if the trainer cannot be traced
     * @throws java.io.UncheckedIOException if an earlier run cannot be removed
     */
    public <T extends Output<T>> InitTrace<T> trace(Trainer<T> trainer) {
        Path own = claimed.next(folder);
        traced.add(own);
        return InitTrace.of(trainer).runFolder(own);
    }

    /**
     * Writes the report of every run. What cannot be written is logged and left out: a test does
     * not fail for its report.
     *
     * @return the pages
     */
    List<Path> writeReports() {
        List<Path> pages = new ArrayList<>();
        for (Path own : traced) {
            try {
                RunFolders.in(own).forEach(run -> write(run).ifPresent(pages::add));
            } catch (IOException e) {
                logger.log(Level.WARNING, "cannot look for runs in " + own, e);
            }
        }
        return pages;
    }

    private static Optional<Path> write(Path run) {
        try {
            RunFolder opened = RunFolder.open(run);
            return Optional.of(RunReport.write(opened, logger::warning).toAbsolutePath());
        } catch (IOException | RuntimeException e) {
            logger.log(Level.WARNING, "cannot write the report of " + run, e);
            return Optional.empty();
        }
    }
}
