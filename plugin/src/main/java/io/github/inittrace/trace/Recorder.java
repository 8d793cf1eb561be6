// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.alarms.ModelMonitor;
import io.github.inittrace.lifecycle.BatchEnd;
import io.github.inittrace.lifecycle.BatchListener;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.ResumableTrainer;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.lifecycle.TrainingState;
import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.run.BatchLosses;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.LossLevelRecord;
import io.github.inittrace.run.ResumePoint;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TrainingHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;

/**
 * Takes the record of one run. Used on the thread that trains.
 *
 * <p>A trainer logs what a listener throws and goes on. A record with a hole is worth little, so
 * the recorder keeps its first failure, asks training to stop, and throws the failure when the
 * trainer has returned.
 *
 * <p>This file is long because all that an event leads to has its one order here, on which it
 * depends what a process that is killed leaves behind.
 */
final class Recorder<T extends Output<T>> implements TrainingListener<T> {
    private static final Logger logger = Logger.getLogger(Recorder.class.getName());

    private final InitTrace<T> trace;
    private final Recording recording;
    private final Dataset<T> training;
    private final RunSink sink;
    private final @Nullable ResumedRun resumed;
    private final List<EpochRecord> epochs = new ArrayList<>();
    private final ModelMonitor monitor;
    private @Nullable WeightBuffers weights;
    private @Nullable LossLevels levels;
    private @Nullable KeptWeights matrices;
    private @Nullable KeptWeights invariants;
    private @Nullable Pictures pictures;
    private @Nullable FigureWatch<T> figures;
    private @Nullable RunRecord record;
    private @Nullable Model<T> initialModel;
    private @Nullable Exception failure;

    /** The first alarm at which training was asked to stop. */
    private @Nullable Alarm stopping;

    /** The last epoch with conditional distributions; epoch 0 needs none. */
    private int lastConditional;

    /** The last epoch with a resume point; epoch 0 needs none. */
    private int resumePoint;

    /**
     * Gets ready to record one run.
     *
     * @param trace whose settings to follow
     * @param resumed the run that goes on; null for a new one
     */
    Recorder(InitTrace<T> trace, Dataset<T> training, RunSink sink, @Nullable ResumedRun resumed) {
        this.resumed = resumed;
        this.trace = trace;
        this.training = training;
        this.sink = sink;
        recording = trace.recording();
        monitor = new ModelMonitor(trace.watchers().alarms());
        if (!recording.lossLevels().isEmpty() && sink.hasFolder()) {
            levels = new LossLevels(recording.lossLevels());
        }
    }

    /**
     * Trains and records.
     *
     * @throws FullHistoryException if the records fill the memory
     */
    TracedRun<T> train(
            ObservableTrainer<T> trainer,
            Map<String, Provenance> runProvenance,
            int invocationCount)
            throws IOException {
        // The recorder first, so that it sees what nobody touched.
        List<TrainingListener<T>> all = new ArrayList<>();
        all.add(this);
        if (levels != null) {
            all.add((BatchListener<T>) this::onBatch);
        }
        all.addAll(trace.watchers().listeners());
        Observation<T> observation =
                new Observation<>(
                        all,
                        trace.validation().byName(),
                        recording.trainingSample(),
                        recording.records().interval());
        Model<T> model;
        try {
            if (resumed == null) {
                warnIfNotResumable(trainer);
                model = trainer.train(training, runProvenance, invocationCount, observation);
            } else {
                model =
                        resumable(trainer)
                                .resume(
                                        training,
                                        runProvenance,
                                        invocationCount,
                                        observation,
                                        resumed.state());
            }
        } catch (OutOfMemoryError e) {
            FullHistoryException full = FullHistoryException.of(epochs, e);
            trainingThrew(full == null ? e : full);
            if (full == null) {
                throw e;
            }
            throw full;
        } catch (RuntimeException | Error e) {
            trainingThrew(e);
            throw e;
        }
        return finish(model);
    }

    private void warnIfNotResumable(ObservableTrainer<T> trainer) {
        if (!recording.resumable().isNever() && !(trainer instanceof ResumableTrainer)) {
            logger.warning(
                    () ->
                            trainer.getProvenance().getClassName()
                                    + " cannot be resumed, so there are no resume points");
        }
    }

    private static <T extends Output<T>> ResumableTrainer<T> resumable(
            ObservableTrainer<T> trainer) {
        if (trainer instanceof ResumableTrainer<T> resumable) {
            return resumable;
        }
        throw new IllegalArgumentException(
                trainer.getProvenance().getClassName()
                        + " cannot be resumed: it does not train from a state of training");
    }

    /** Takes over what has been recorded of the run that goes on. */
    private void goOn(
            ResumedRun run,
            RunRecord now,
            WeightBuffers into,
            FigureWatch<T> watch,
            TrainingSession<T> session)
            throws IOException {
        run.requireContinuedBy(now);
        BatchLosses losses = run.losses(recording.lossLevels());
        if (losses != null) {
            levels = new LossLevels(losses);
        }
        into.restore(run.state().tensors());
        lastConditional = run.lastConditional();
        int lastMatrices = run.lastMatrices(matrices != null);
        if (matrices != null) {
            matrices = KeptWeights.matrices(recording.matrices(), sink, lastMatrices);
        }
        int lastInvariants = run.lastInvariants(invariants != null);
        if (invariants != null) {
            invariants = KeptWeights.invariants(recording.invariants(), sink, lastInvariants);
        }
        for (EpochRecord epoch : run.epochs()) {
            List<DistributionFit> fits = epoch.distributions();
            monitor.next(epoch.index(), epoch.tensors(), fits == null ? List.of() : fits);
            watch.passed(now, epoch);
            epochs.add(epoch);
        }
        resumePoint = lastIndex();
        if (run.wasCutOff()) {
            // It was to stop here, but its process ended before.
            stopping = trace.watchers().stop(epochs.get(epochs.size() - 1), session);
            watch.stopIfOver(session);
        }
        sink.goBack(now, epochs, trace.job());
        watch.restore(run.best(), session, sink);
    }

    @Override
    public void onStart(TrainingStart<T> start) {
        guard(
                start.session(),
                () -> {
                    trace.watchers().warnIfDeaf(start, trace.earlyStopping());
                    figures = new FigureWatch<>(trace);
                    weights = new WeightBuffers(start.session().weights());
                    initialModel = start.session().model();
                    List<Integer> inputShape =
                            InputShape.ofInputs(trace.inputShape(), initialModel.getFeatureIDMap());
                    record = RunRecords.of(start, trace, training, weights.shapes(), inputShape);
                    String pictured = recording.pictured();
                    if (pictured != null && !recording.pictures().isNever() && sink.hasFolder()) {
                        pictures = new Pictures(pictured, recording.pictures(), weights, sink);
                    }
                    if (!recording.matrices().isNever() && sink.hasFolder()) {
                        matrices = KeptWeights.matrices(recording.matrices(), sink, -1);
                    }
                    if (!recording.invariants().isNever() && sink.hasFolder()) {
                        invariants = KeptWeights.invariants(recording.invariants(), sink, -1);
                    }
                    if (resumed == null) {
                        sink.start(record, initialModel, trace.job());
                    } else {
                        record = record.continuing(resumed.record());
                        goOn(resumed, record, weights, figures, start.session());
                    }
                    if (!recording.checkpoints().isNever()) {
                        sink.warnIfNotExportable(initialModel);
                    }
                });
    }

    private void onBatch(BatchEnd<T> batch) {
        guard(
                batch.session(),
                () -> {
                    if (levels == null || weights == null) {
                        return;
                    }
                    List<Double> reached = levels.next(batch.loss());
                    if (reached.isEmpty()) {
                        return;
                    }
                    Deviation deviation = weights.measureBetween(batch.session().weights());
                    for (double level : reached) {
                        sink.append(
                                new LossLevelRecord(
                                        level,
                                        batch.epoch(),
                                        levels.steps(),
                                        levels.mean(),
                                        deviation.tensors(),
                                        deviation.total()));
                    }
                });
    }

    @Override
    public void onEpoch(EpochEnd<T> epoch) {
        guard(
                epoch.session(),
                () -> {
                    boolean inOrder =
                            epochs.isEmpty() ? epoch.index() == 0 : epoch.index() > lastIndex();
                    if (weights == null || figures == null || record == null || !inOrder) {
                        throw new IllegalStateException(
                                "the trainer broke the order of events: expected epoch "
                                        + (epochs.isEmpty() ? "0" : lastIndex() + 1 + " or later")
                                        + " of a training that has started, found epoch "
                                        + epoch.index());
                    }
                    long started = System.nanoTime();
                    Deviation deviation = weights.measure(epoch.session().weights());
                    List<DistributionFit> distributions = weights.distributions(deviation);
                    List<Alarm> alarms =
                            monitor.next(epoch.index(), deviation.tensors(), distributions);
                    List<MarkMeasures> marks = weights.marks();
                    double measureSeconds = (System.nanoTime() - started) / 1e9;
                    EpochRecord next =
                            EpochRecords.of(
                                    epoch, deviation, distributions, alarms, marks, measureSeconds);
                    sink.append(next, weights);
                    epochs.add(next);
                    if (recording.conditionals().isDue(epoch.index()) || !alarms.isEmpty()) {
                        appendConditionals(weights);
                    }
                    if (epoch.index() > 0
                            && recording.checkpoints().isDue(epoch.index())
                            && sink.hasFolder()) {
                        sink.checkpoint(epoch.index(), epoch.session().model());
                    }
                    figures.recorded(record, next, epoch.session(), sink);
                    if (matrices != null) {
                        matrices.recorded(epoch.index(), weights);
                    }
                    if (invariants != null) {
                        invariants.recorded(epoch.index(), weights);
                    }
                    if (pictures != null) {
                        pictures.recorded(epoch.index(), weights);
                    }
                    if (epoch.index() > 0 && recording.resumable().isDue(epoch.index())) {
                        writeResumePoint(epoch.session());
                    }
                });
        if (failure == null && figures != null) {
            EpochRecord taken = epochs.get(epochs.size() - 1);
            if (stopping == null) {
                stopping = trace.watchers().stop(taken, epoch.session());
            }
            figures.stopIfOver(epoch.session());
            trace.watchers().hand(taken);
        }
    }

    /**
     * Last of all that belongs to an epoch, so that nothing of it can be missing. Not where a stop has
     * brought a record that a run without it would not have: whoever went on from there would keep it.
     */
    private void writeResumePoint(TrainingSession<T> session) throws IOException {
        TrainingState state = sink.hasFolder() ? session.state() : null;
        if (state != null && record != null && hasRecord(record, state.epoch())) {
            BatchLosses losses = levels == null ? null : levels.state();
            sink.resumePoint(new ResumePoint(state, losses), record.runId());
            resumePoint = state.epoch();
        }
    }

    /** Whether a run that comes to an epoch has its record, whether or not it stops there. */
    private boolean hasRecord(RunRecord run, int epoch) {
        return recording.records().isDue(epoch) || epoch == run.plannedEpochs();
    }

    private void appendConditionals(WeightBuffers of) throws IOException {
        if (!recording.conditionals().isNever()
                && sink.hasFolder()
                && lastIndex() > lastConditional) {
            sink.append(of.conditionals(lastIndex()));
            lastConditional = lastIndex();
        }
    }

    /** The index of the last record, 0 if there is none. */
    private int lastIndex() {
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).index();
    }

    @Override
    public void onEnd(TrainingEnd<T> end) {
        guard(
                end.session(),
                () -> {
                    if (record == null || weights == null) {
                        return;
                    }
                    String trainer = record.trainer();
                    if (levels != null && levels.steps() == 0 && lastIndex() > 0) {
                        logger.warning(
                                () ->
                                        trainer
                                                + " does not tell the losses of its minibatches, so"
                                                + " there is no "
                                                + RunFolder.LOSS_LEVELS);
                    }
                    if (end.reason() != EndReason.FAILED) {
                        appendConditionals(weights);
                    }
                    if (matrices != null && !epochs.isEmpty()) {
                        matrices.ended(lastIndex(), weights);
                    }
                    if (invariants != null && !epochs.isEmpty()) {
                        invariants.ended(lastIndex(), weights);
                    }
                    if (pictures != null && !epochs.isEmpty()) {
                        pictures.ended(lastIndex(), weights);
                    }
                    if (end.reason() != EndReason.FAILED
                            && !recording.resumable().isNever()
                            && lastIndex() > resumePoint) {
                        writeResumePoint(end.session());
                    }
                    String digest = epochs.isEmpty() ? null : weights.digest();
                    record =
                            record.endedBy(
                                    new Ending(
                                            end.reason(),
                                            end.message(),
                                            lastIndex(),
                                            end.seconds(),
                                            digest,
                                            Watchers.cause(stopping, end),
                                            figures == null ? null : figures.cause(end)));
                    if (end.reason() != EndReason.FAILED
                            && !weights.areAsRecorded(end.session().weights())) {
                        logger.warning(
                                () ->
                                        trainer
                                                + " changed its weights after its last epoch event;"
                                                + " the last record does not describe its model");
                    }
                });
    }

    /** The trainer returned: completes the folder and hands out the run. */
    private TracedRun<T> finish(Model<T> model) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException other) {
            throw other;
        }
        if (record == null
                || initialModel == null
                || figures == null
                || record.ending() == null
                || epochs.isEmpty()) {
            throw new IllegalStateException(
                    "the trainer reported no complete training: expected events for its start,"
                            + " epoch 0 and its end");
        }
        sink.end(record, model, figures.bestRecord());
        EndArtifacts artifacts =
                EndArtifacts.of(trace, record, training, initialModel, model, sink);
        sink.finish(artifacts);
        return new TracedRun<>(
                figures.chosen(model),
                initialModel,
                record,
                new TrainingHistory(epochs),
                artifacts.analysis(),
                sink.folder(),
                figures.bestEpoch());
    }

    /** The trainer threw: leaves a folder that says so. What goes wrong here is only attached. */
    private void trainingThrew(Throwable thrown) {
        if (failure != null) {
            thrown.addSuppressed(failure);
        }
        if (record == null || failure != null) {
            return;
        }
        if (record.ending() == null) {
            record =
                    record.endedBy(
                            new Ending(
                                    EndReason.FAILED,
                                    String.valueOf(thrown),
                                    lastIndex(),
                                    0,
                                    null,
                                    null,
                                    null));
        }
        try {
            sink.end(record, null, null);
            sink.finish(EndArtifacts.NONE);
        } catch (IOException | RuntimeException e) {
            thrown.addSuppressed(e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guard(TrainingSession<T> session, Step step) {
        if (failure != null) {
            return;
        }
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            failure = e;
            session.requestStop("the run could not be recorded: " + e.getMessage());
        }
    }
}
