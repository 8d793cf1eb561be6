// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Writes the report on a training again and again while it goes on, so that a browser can follow it
 * without a server. Each file is replaced in one step. It takes its time from the training, and no
 * more of it than it may: after a report that was slow, the next one waits longer.
 *
 * <p>To be heard after the records are written, as listeners of a trace are.
 *
 * @param <T> the type of the model's output
 */
public final class LiveReport<T extends Output<T>> implements TrainingListener<T> {
    private final Path folder;
    private final Duration interval;
    private final double share;
    private final Consumer<? super Path> begun;
    private final Consumer<? super String> complaint;

    private long next;
    private int epochs = Integer.MAX_VALUE;
    private boolean hasBegun;
    private boolean hasFailed;

    /**
     * Of one training.
     *
     * @param folder its run folder
     * @param interval the least time between two reports
     * @param share of the time from one report to the next at most this part goes into reports; above
     *     0 and at most 1
     * @param begun told the page's file when it is there for the first time
     * @param complaint told, in one sentence, why there is no report so far; training goes on
     */
    public LiveReport(
            Path folder,
            Duration interval,
            double share,
            Consumer<? super Path> begun,
            Consumer<? super String> complaint) {
        this.folder = folder;
        this.interval = interval;
        this.share = share;
        this.begun = begun;
        this.complaint = complaint;
        next = System.nanoTime() + interval.toNanos();
    }

    @Override
    public void onStart(TrainingStart<T> start) {
        epochs = start.plannedEpochs();
    }

    @Override
    public void onEpoch(EpochEnd<T> epoch) {
        long now = System.nanoTime();
        if (now - next < 0 || hasFailed || epoch.index() >= epochs) {
            return;
        }
        try {
            int seconds = (int) Math.max(1, interval.toSeconds());
            Path page = RunReport.writeSoFar(RunFolder.open(folder), seconds);
            if (!hasBegun) {
                hasBegun = true;
                begun.accept(page);
            }
        } catch (IOException e) {
            fail(e.getMessage());
        } catch (OutOfMemoryError e) { // A report takes the records a second time.
            fail(
                    "the memory does not suffice for one ("
                            + e.getMessage()
                            + "); give Java more with -Xmx");
        } catch (RuntimeException e) {
            hasFailed = true;
            throw e;
        }
        long end = System.nanoTime();
        next = now + Math.max(interval.toNanos(), (long) ((end - now) / share));
    }

    private void fail(@Nullable String why) {
        hasFailed = true;
        complaint.accept("no report while training goes on: " + why);
    }
}
