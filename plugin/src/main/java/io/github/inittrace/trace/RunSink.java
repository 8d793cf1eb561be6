// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.lifecycle.NamelessModel;
import io.github.inittrace.lifecycle.WeightsState;
import io.github.inittrace.onnx.NamedExport;
import io.github.inittrace.onnx.StableGraph;
import io.github.inittrace.run.BestRecord;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.InvariantRecord;
import io.github.inittrace.run.LossLevelRecord;
import io.github.inittrace.run.ResumePoint;
import io.github.inittrace.run.RunFolderWriter;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.tensorboard.EventFiles;
import io.github.inittrace.tensorboard.EventLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;

/** Where a run is written as it happens: to a folder, to a log for TensorBoard, or nowhere. */
final class RunSink implements Closeable {
    private static final String DOMAIN = "io.github.inittrace";
    private static final long MODEL_VERSION = 1;

    private static final Logger logger = Logger.getLogger(RunSink.class.getName());

    private final @Nullable Path folder;
    private final boolean overwrite;
    private final @Nullable Path logs;
    private @Nullable RunFolderWriter writer;
    private @Nullable EventLog log;
    private List<String> weights = List.of();

    private RunSink(@Nullable Path folder, boolean overwrite, @Nullable Path logs) {
        this.folder = folder;
        this.overwrite = overwrite;
        this.logs = logs;
    }

    /** Checks the folders now, but touches them only when training has started. */
    static RunSink to(@Nullable Path folder, boolean overwrite, @Nullable Path logs)
            throws IOException {
        if (folder != null) {
            RunFolderWriter.check(folder, overwrite);
        }
        if (folder != null && logs != null) {
            requireApart(folder, logs);
            EventFiles.in(logs.resolve(name(folder)));
        }
        return new RunSink(folder, overwrite, logs);
    }

    /** A run is fixed by its manifest, and an earlier log is deleted: neither may lie in the other. */
    private static void requireApart(Path folder, Path logs) throws IOException {
        Path run = folder.toAbsolutePath().normalize();
        Path log = logs.resolve(name(folder)).toAbsolutePath().normalize();
        if (log.startsWith(run) || run.startsWith(log)) {
            throw new IOException(
                    "cannot log to "
                            + log
                            + ": it and the run folder "
                            + folder
                            + " must lie apart; name another folder for TensorBoard");
        }
    }

    private static Path name(Path folder) {
        return Objects.requireNonNullElse(
                folder.toAbsolutePath().normalize().getFileName(), folder);
    }

    /** The folder of the log of a run. What identifies a run in memory, its trainer says. */
    private Path log(RunRecord run, Path in) {
        return folder == null
                ? in.resolve("run-" + run.runId().replaceAll("[^A-Za-z0-9._-]", "-"))
                : in.resolve(name(folder));
    }

    /** Opens the folder of a run that goes on, and keeps others from doing so. */
    static RunSink reopen(Path folder, @Nullable Path logs) throws IOException {
        if (logs != null) {
            requireApart(folder, logs);
        }
        RunSink sink = new RunSink(folder, false, logs);
        sink.writer = RunFolderWriter.reopen(folder);
        return sink;
    }

    /** Puts a folder that was reopened back to the last of some epochs. */
    void goBack(RunRecord record, List<EpochRecord> done, @Nullable String job) throws IOException {
        if (logs != null) {
            log = EventLog.goOn(log(record, logs), record, done);
        }
        if (writer != null) {
            writer.goBack(record, done.get(done.size() - 1).index());
            if (job != null) {
                writer.writeJob(job);
            }
            weights = record.architecture().stream().map(TensorShape::name).toList();
        }
    }

    /** Writes what it takes to go on after the last epoch appended. */
    void resumePoint(ResumePoint point, String runId) throws IOException {
        if (writer != null) {
            writer.writeResumePoint(point, runId);
        }
    }

    void start(RunRecord record, Model<?> initial, @Nullable String job) throws IOException {
        // First, for it is refused where another training writes, whose log is not to be replaced.
        writer = folder == null ? null : RunFolderWriter.create(folder, overwrite);
        if (logs != null) {
            log = EventLog.start(log(record, logs), record);
        }
        if (writer == null) {
            return;
        }
        writer.writeRecord(record);
        if (job != null) {
            writer.writeJob(job);
        }
        weights = record.architecture().stream().map(TensorShape::name).toList();
        ONNXExportable exportable = exportable(initial);
        if (exportable != null) {
            if (!(initial instanceof NamelessModel)) {
                writer.writeNames(NamedExport.outputs(initial), NamedExport.features(initial));
            }
            writer.writeInitialModel(bytes(exportable, initial));
        }
    }

    /** Null as well for what training on no example leaves: a network without an end. */
    private static @Nullable ONNXExportable exportable(@Nullable Model<?> model) {
        return model instanceof ONNXExportable exportable
                        && (model instanceof NamelessModel || model.getOutputIDInfo().size() > 0)
                ? exportable
                : null;
    }

    /** Whether a model leaves a file. */
    boolean isExported(Model<?> model) {
        return writer != null && exportable(model) != null;
    }

    /** Says that there will be no checkpoint, where there can be none. */
    void warnIfNotExportable(Model<?> initial) {
        if (writer != null && exportable(initial) == null) {
            logger.warning(
                    () ->
                            initial.getClass().getName()
                                    + " cannot be exported as ONNX, so there are no checkpoints");
        }
    }

    /** Writes the model of an epoch, if it can be exported. */
    void checkpoint(int epoch, Model<?> model) throws IOException {
        ONNXExportable exportable = exportable(model);
        if (writer != null && exportable != null) {
            writer.writeCheckpoint(epoch, bytes(exportable, model));
        }
    }

    /** Replaces the network of the best epoch so far, if it can be exported. */
    void best(Model<?> model) throws IOException {
        ONNXExportable exportable = exportable(model);
        if (writer != null && exportable != null) {
            writer.writeBestModel(bytes(exportable, model));
        }
    }

    void removeBest() throws IOException {
        if (writer != null) {
            writer.removeBestModel();
        }
    }

    /** Writes a record, of which the weights are the last. */
    void append(EpochRecord epoch, WeightBuffers of) throws IOException {
        if (writer != null) {
            writer.append(epoch);
        }
        if (log != null) {
            log.epoch(epoch, of.last());
        }
    }

    /** Where the run is written; null for nowhere. */
    @Nullable Path folder() {
        return folder;
    }

    /** Whether anything is kept of what is written. */
    boolean hasFolder() {
        return folder != null;
    }

    void append(List<ConditionalRecord> conditionals) throws IOException {
        if (writer != null) {
            for (ConditionalRecord conditional : conditionals) {
                writer.append(conditional);
            }
        }
    }

    void append(LossLevelRecord level) throws IOException {
        if (writer != null) {
            writer.append(level);
        }
    }

    void append(InvariantRecord invariants) throws IOException {
        if (writer != null) {
            writer.append(invariants);
        }
    }

    void append(int epoch, List<TensorShape> architecture, List<double[]> matrices)
            throws IOException {
        if (writer != null) {
            writer.appendMatrices(epoch, architecture, matrices);
        }
    }

    void picture(String tensor, int epoch, byte[] png) throws IOException {
        if (writer != null) {
            writer.writePicture(tensor, epoch, png);
        }
    }

    /** Writes the end of training: its model, if there is one, and its record. */
    void end(RunRecord record, @Nullable Model<?> trained, @Nullable BestRecord best)
            throws IOException {
        if (log != null && record.ending() != null) {
            log.end(record.ending());
        }
        if (writer == null) {
            return;
        }
        ONNXExportable exportable = exportable(trained);
        if (trained != null && exportable != null) {
            writer.writeTrainedModel(bytes(exportable, trained));
        }
        if (best != null) {
            writer.writeBest(best);
        }
        writer.writeRecord(record);
    }

    /** Writes what was found out after training, if anything, and the manifest. */
    void finish(EndArtifacts findings) throws IOException {
        if (writer == null) {
            return;
        }
        if (findings.analysis() != null) {
            writer.writeAnalysis(findings.analysis());
        }
        if (findings.samples() != null) {
            writer.writeSamples(findings.samples());
        }
        if (findings.classification() != null) {
            writer.writeClassification(findings.classification());
        }
        writer.finish();
    }

    /** What Tribuo's own models export gets names, anything else stays as it is. */
    private byte[] bytes(ONNXExportable exportable, Model<?> model) {
        OnnxMl.ModelProto exported = exportable.exportONNXModel(DOMAIN, MODEL_VERSION);
        if (!NamedExport.isNamed(exported) && StableGraph.has(exported.getGraph(), weights)) {
            exported = NamedExport.of(exported, model, weights, WeightsState.of(model));
        }
        return exported.toByteArray();
    }

    @Override
    public void close() throws IOException {
        try {
            if (log != null) {
                log.close();
            }
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
