// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.BestRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.study.Patience;
import io.github.inittrace.study.WatchedFigure;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.Output;

/** What figures decide while a run goes on: when it ends, and which of its networks is the best. */
final class FigureWatch<T extends Output<T>> {
    private final @Nullable EarlyStopping stopping;
    private final @Nullable WatchedFigure figure;
    private final @Nullable Patience patience;
    private final @Nullable BestNetwork<T> best;

    /** Why the run is to end with the last record; null if it is not. */
    private @Nullable String over;

    /** Why it was first asked to end; null if it was not. */
    private @Nullable String asked;

    /**
     * Gets ready for one run.
     *
     * @throws IllegalArgumentException if its records have no such figure, or two best networks are
     *     asked for
     */
    FigureWatch(InitTrace<T> trace) {
        Set<String> sets = trace.validation().byName().keySet();
        EarlyStopping set = trace.earlyStopping();
        stopping = set;
        figure = set == null ? null : WatchedFigure.of(set.figure(), sets);
        patience = figure == null || set == null ? null : set.start(figure);
        String kept = figureOfBest(set, trace.recording().keptBest());
        best = kept == null ? null : new BestNetwork<>(WatchedFigure.of(kept, sets));
    }

    private static @Nullable String figureOfBest(
            @Nullable EarlyStopping stopping, @Nullable String kept) {
        if (stopping == null || !stopping.restoresBest()) {
            return kept;
        }
        if (kept != null && !kept.equals(stopping.figure())) {
            throw new IllegalArgumentException(
                    "one best network is kept of a run: expected one figure to keep it by and to"
                            + " restore it by, found '"
                            + kept
                            + "' and '"
                            + stopping.figure()
                            + "'");
        }
        return stopping.figure();
    }

    /** Takes in the record of an epoch that has just ended. */
    void recorded(RunRecord run, EpochRecord epoch, TrainingSession<T> session, RunSink sink)
            throws IOException {
        if (passed(run, epoch) && best != null) {
            best.keep(session, sink);
        }
    }

    /**
     * Takes in a record, also one of the past.
     *
     * @return whether it is the best so far, of a complete epoch
     */
    boolean passed(RunRecord run, EpochRecord epoch) {
        if (patience != null && figure != null) {
            over = patience.next(epoch.index(), figure.at(run, epoch));
        }
        // One within an epoch is dropped where the run goes on, and its network could not come
        // again.
        return best != null && epoch.complete() && best.isBest(run, epoch);
    }

    /** Takes over the best network of a run that goes on, once its records have been taken in. */
    void restore(@Nullable OnnxWeights kept, TrainingSession<T> session, RunSink sink)
            throws IOException {
        if (best == null || kept == null || !best.restore(kept, session)) {
            sink.removeBest();
        }
    }

    /** Asks for the end of training if it is time. */
    void stopIfOver(TrainingSession<T> session) {
        if (over != null) {
            asked = asked == null ? over : asked;
            session.requestStop(over);
        }
    }

    /** The figure that ended training; null if another reason was given first, or none. */
    @Nullable String cause(TrainingEnd<T> end) {
        boolean isHeard = end.reason() == EndReason.STOPPED && end.message().equals(asked);
        return isHeard && figure != null ? figure.path().text() : null;
    }

    /** What is to be said of the best epoch; null if there is none, or nobody asked. */
    @Nullable BestRecord bestRecord() {
        return best == null ? null : best.record();
    }

    /** The best epoch with its network; null likewise. */
    @Nullable BestEpoch<T> bestEpoch() {
        return best == null ? null : best.epoch();
    }

    /** The model that a run gives: that of its last epoch, unless the best is to be restored. */
    Model<T> chosen(Model<T> last) {
        BestEpoch<T> found = bestEpoch();
        return found != null && stopping != null && stopping.restoresBest() ? found.model() : last;
    }
}
