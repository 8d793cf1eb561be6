// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.TrainingState;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.BatchLosses;
import io.github.inittrace.run.ConditionalRecord;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.InvariantRecord;
import io.github.inittrace.run.LossLevelRecord;
import io.github.inittrace.run.MatrixSeries;
import io.github.inittrace.run.ResumePoint;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.trace.ReplayVerdict.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.provenance.TrainerProvenance;

/** A run that goes on from a resume point, and what has been recorded of it up to there. */
final class ResumedRun {
    /** What of the environment must be the same for weights with the same bits. */
    private static final List<String> DECISIVE =
            List.of("inittrace.version", "tribuo.version", "matrix-kernels", "instruction-set");

    private final RunFolder folder;
    private final ResumePoint point;

    private ResumedRun(RunFolder folder, ResumePoint point) {
        this.folder = folder;
        this.point = point;
    }

    /**
     * Reads the run of a folder.
     *
     * @throws NotResumableException if it cannot go on: it cannot be read, has no resume point or a
     *     damaged one, or is over
     */
    static ResumedRun in(Path path) throws NotResumableException {
        return read(() -> in(RunFolder.open(path)));
    }

    /** Something of the run that is on file. */
    @FunctionalInterface
    private interface Reading<R> {
        R read() throws IOException;
    }

    /** Reads; a file that is damaged is one more reason not to go on from it. */
    private static <R> R read(Reading<R> reading) throws NotResumableException {
        try {
            return reading.read();
        } catch (NotResumableException e) {
            throw e;
        } catch (IOException e) {
            throw new NotResumableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static ResumedRun in(RunFolder folder) throws IOException {
        Ending ending = folder.record().ending();
        if (ending != null && ending.reason() == EndReason.DIVERGED) {
            throw cannot(folder, "its training diverged; train anew with other settings");
        }
        ResumePoint point =
                folder.resumePoint()
                        .orElseThrow(
                                () ->
                                        cannot(
                                                folder,
                                                "it has no resume point, which it writes as it goes"
                                                        + " if asked for by resumable(...)"));
        return new ResumedRun(folder, point);
    }

    private static NotResumableException cannot(RunFolder folder, String why) {
        return new NotResumableException(folder.path() + " cannot be resumed: " + why, null);
    }

    /**
     * Checks that trainer and data are those of the run; the number of epochs may be larger.
     *
     * @throws IOException if they are not; the message is one sentence
     */
    void requireSame(TrainerProvenance trainer, Dataset<?> training, ValidationSets<?> validation)
            throws IOException {
        ObjectProvenance recorded = recordedData();
        List<Change> changes = ReplayData.changes(recorded, training.getProvenance());
        if (!changes.isEmpty()) {
            throw cannot(folder, Replay.dataChanged(changes));
        }
        List<Change> settings =
                ReplayData.changes(
                        settings(recordedTrainer()),
                        settings(WrittenProvenance.ofJson(Provenances.json(trainer))));
        if (!settings.isEmpty()) {
            Change first = settings.get(0);
            throw cannot(
                    folder,
                    "the trainer is another one: "
                            + first.what()
                            + " was "
                            + first.recorded()
                            + ", found "
                            + first.found());
        }
        List<String> then = names(folder.record().validation());
        List<String> now =
                names(
                        validation.byName().entrySet().stream()
                                .map(e -> new DataRecord(e.getKey(), e.getValue().size(), Map.of()))
                                .toList());
        if (!then.equals(now)) {
            throw cannot(
                    folder,
                    "its validation sets have changed: expected " + then + ", found " + now);
        }
    }

    private static List<String> names(List<DataRecord> sets) {
        return sets.stream().map(set -> set.name() + " of " + set.examples()).toList();
    }

    private static Map<String, String> settings(ObjectProvenance trainer) {
        Map<String, String> settings = Provenances.content(trainer);
        settings.keySet().removeAll(List.of("epochs", TrainerProvenance.TRAIN_INVOCATION_COUNT));
        return settings;
    }

    private ObjectProvenance recordedTrainer() throws IOException {
        try {
            return WrittenProvenance.ofJson(folder.record().provenance());
        } catch (IOException e) {
            throw cannot(folder, String.valueOf(e.getMessage()));
        }
    }

    private ObjectProvenance recordedData() throws IOException {
        Path initial =
                folder.initialModel()
                        .orElseThrow(() -> cannot(folder, "it has no " + RunFolder.INITIAL));
        return read(() -> Optional.ofNullable(ReplayTarget.data(initial)))
                .orElseThrow(
                        () ->
                                cannot(
                                        folder,
                                        RunFolder.INITIAL
                                                + " does not say what it was trained on"));
    }

    /** Which invocation of its trainer the run was. */
    int invocation() throws IOException {
        return Replay.invocation(recordedTrainer());
    }

    /**
     * Checks, once it is known what trains, that bits will be the same and that there is something
     * to do.
     *
     * @param now the record of the training that starts
     * @throws IOException if that is not so; the message is one sentence
     */
    void requireContinuedBy(RunRecord now) throws IOException {
        for (String key : DECISIVE) {
            String then = folder.record().environment().getOrDefault(key, "nothing");
            String found = now.environment().getOrDefault(key, "nothing");
            if (!then.equals(found)) {
                throw cannot(
                        folder,
                        "its weights would not have the same bits: "
                                + key
                                + " was "
                                + then
                                + ", found "
                                + found);
            }
        }
        Ending ending = folder.record().ending();
        if (ending != null
                && ending.reason() == EndReason.COMPLETED
                && read(folder::manifest).isPresent()
                && now.plannedEpochs() <= folder.record().plannedEpochs()) {
            throw cannot(
                    folder,
                    "all "
                            + folder.record().plannedEpochs()
                            + " epochs are done; to go on, raise their number by epochs(...)");
        }
    }

    TrainingState state() {
        return point.training();
    }

    /**
     * What the search for levels of the loss has to remember.
     *
     * @param levels those asked for now
     * @return null if there are none
     * @throws IOException if others were asked for in the run, or it cannot be read which were
     *     reached; the message is one sentence
     */
    @Nullable BatchLosses losses(List<Double> levels) throws IOException {
        BatchLosses losses = point.losses();
        Set<Double> then = new TreeSet<>(losses == null ? List.of() : losses.open());
        for (LossLevelRecord reached : read(folder::lossLevels)) {
            if (reached.epoch() <= epoch()) {
                then.add(reached.level());
            }
        }
        if (!then.equals(new TreeSet<>(levels))) {
            throw cannot(
                    folder,
                    "its levels of the loss were others: expected " + then + ", found " + levels);
        }
        return losses;
    }

    private int epoch() {
        return point.training().epoch();
    }

    RunRecord record() {
        return folder.record();
    }

    /** The records up to the resume point. */
    List<EpochRecord> epochs() {
        return folder.history().epochs().stream().filter(e -> e.index() <= epoch()).toList();
    }

    /**
     * The last epoch up to the resume point whose matrices are kept.
     *
     * @param asked whether they are to be kept
     * @return -1 if none are
     * @throws IOException if they were kept and are not to be, or the other way round, or if they
     *     cannot be read; the message is one sentence
     */
    int lastMatrices(boolean asked) throws IOException {
        return last(
                read(() -> folder.matrices().map(MatrixSeries::epochs).orElse(List.of())),
                asked,
                "matrices");
    }

    /**
     * The last epoch up to the resume point whose invariants are kept.
     *
     * @param asked whether they are to be kept
     * @return -1 if none are
     * @throws IOException as {@link #lastMatrices}
     */
    int lastInvariants(boolean asked) throws IOException {
        return last(
                read(folder::invariants).stream().map(InvariantRecord::epoch).toList(),
                asked,
                "invariants");
    }

    private int last(List<Integer> kept, boolean asked, String what) throws IOException {
        int last = kept.stream().filter(epoch -> epoch <= epoch()).reduce(-1, (a, b) -> b);
        if (last >= 0 != asked) {
            throw cannot(
                    folder,
                    asked
                            ? "it has kept no " + what + " so far; do without " + what + "(...)"
                            : "it has kept its " + what + " so far; expected " + what + "(...)");
        }
        return last;
    }

    /** The network of the best epoch when the process ended; null for none. */
    @Nullable OnnxWeights best() throws IOException {
        Path file = folder.bestModel().orElse(null);
        return file == null ? null : read(() -> OnnxWeights.read(file));
    }

    /** The last epoch up to the resume point with conditional distributions; 0 for none. */
    int lastConditional() throws IOException {
        return read(folder::conditionals).stream()
                .mapToInt(ConditionalRecord::epoch)
                .filter(epoch -> epoch <= epoch())
                .max()
                .orElse(0);
    }

    /** Whether its process was killed before all of its end was written. */
    boolean wasCutOff() throws IOException {
        return folder.record().ending() == null || read(folder::manifest).isEmpty();
    }
}
