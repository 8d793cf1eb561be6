// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.lifecycle.WeightsState;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/** One training while it is played: its weights are those of the file that was read last. */
final class ImportSession implements TrainingSession<Label> {
    /** The fact that names tensors of the files that are not in the record. */
    private static final String LEFT_OUT = "tensors-left-out";

    /** The fact that counts lines of the losses that are of no epoch that has a file. */
    private static final String UNUSED_LINES = "loss-lines-left-out";

    private static final int MOST_NAMED = 10;

    private final String id = UUID.randomUUID().toString();
    private final long started = System.nanoTime();
    private final SavedWeights saved;
    private final SavedLosses figures;
    private final Dataset<Label> examples;
    private final Map<String, Provenance> runProvenance;
    private final TrainerProvenance provenance;
    private final Observation<Label> observation;
    private List<SavedTensor> current = List.of();
    private int epoch;

    /** Which loss was the first that is no finite number, in words; null as long as none was. */
    private @Nullable String notFinite;

    private volatile @Nullable String stop;

    /**
     * A session.
     *
     * @param saved the weights
     * @param figures the losses
     * @param examples what is said of the data, of which none is known
     * @param runProvenance instance values for the models' provenance
     * @param provenance the trainer's
     * @param observation who is told
     */
    ImportSession(
            SavedWeights saved,
            SavedLosses figures,
            Dataset<Label> examples,
            Map<String, Provenance> runProvenance,
            TrainerProvenance provenance,
            Observation<Label> observation) {
        this.saved = saved;
        this.figures = figures;
        this.examples = examples;
        this.runProvenance = runProvenance;
        this.provenance = provenance;
        this.observation = observation;
    }

    /**
     * Fires the events of the training, from its start to its end.
     *
     * @return the model of the last epoch
     * @throws UncheckedIOException if a file cannot be read
     */
    Model<Label> play() {
        int last = saved.files().lastKey();
        boolean hasStarted = false;
        try {
            current = saved.read(0);
            requireFiniteStart();
            observation.fireStart(start(last));
            hasStarted = true;
            fire(0);
            for (int next : saved.files().tailMap(1).keySet()) {
                if (stop != null) {
                    break;
                }
                if (next == last || next % observation.recordEvery() == 0) {
                    current = saved.read(next);
                    epoch = next;
                    fire(next);
                }
            }
        } catch (IOException e) {
            if (hasStarted) {
                end(EndReason.FAILED, String.valueOf(e.getMessage()));
            }
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            if (hasStarted) {
                end(EndReason.FAILED, String.valueOf(e));
            }
            throw e;
        }
        String stopped = stop;
        if (notFinite == null && !current.stream().allMatch(SavedTensor::isFinite)) {
            notFinite = "a weight of epoch " + epoch;
        }
        if (notFinite != null) {
            end(EndReason.DIVERGED, notFinite + " is no finite number");
        } else if (stopped != null && epoch < last) {
            end(EndReason.STOPPED, stopped);
        } else {
            int passes = saved.files().size() - 1;
            end(EndReason.COMPLETED, TrainingEnd.allDone(passes, "saved epoch"));
        }
        return model(runProvenance);
    }

    private void requireFiniteStart() throws IOException {
        for (SavedTensor tensor : current) {
            if (!tensor.isFinite()) {
                throw new IOException(
                        saved.file(0).path()
                                + " cannot be imported: expected finite numbers to measure"
                                + " from, found others in '"
                                + tensor.name()
                                + "'");
            }
        }
    }

    private TrainingStart<Label> start(int last) {
        return new TrainingStart<>(
                this, provenance, last, 0, saved.inputs(), saved.outputs(), facts());
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        int more = saved.leftOut().size() - MOST_NAMED;
        if (!saved.leftOut().isEmpty()) {
            facts.put(
                    LEFT_OUT,
                    saved.leftOut().stream()
                                    .limit(MOST_NAMED)
                                    .map(SafeText::of)
                                    .collect(Collectors.joining(", "))
                            + (more > 0 ? " and " + more + " more" : ""));
        }
        int unused = figures.unused(saved.files().keySet());
        if (unused > 0) {
            facts.put(UNUSED_LINES, unused + " of " + figures.byEpoch().size());
        }
        return facts;
    }

    private void fire(int index) {
        String loss = figures.notFinite(index);
        if (notFinite == null && loss != null) {
            notFinite = SafeText.of(loss) + " of epoch " + index;
        }
        observation.fireEpoch(
                new EpochEnd<>(
                        this,
                        index,
                        true,
                        figures.running(index),
                        figures.learningRate(index),
                        figures.training(index),
                        figures.validation(index),
                        0,
                        null));
    }

    private void end(EndReason reason, String message) {
        double seconds = (System.nanoTime() - started) / 1e9;
        observation.fireEnd(new TrainingEnd<>(this, reason, message, epoch, seconds));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<TensorView> weights() {
        return List.copyOf(current);
    }

    @Override
    public Model<Label> model() {
        return model(WeightsState.mark(runProvenance, epoch));
    }

    private ImportedModel model(Map<String, Provenance> instanceValues) {
        return new ImportedModel(
                new ModelProvenance(
                        ImportedModel.class.getName(),
                        OffsetDateTime.now(ZoneId.systemDefault()),
                        examples.getProvenance(),
                        provenance,
                        instanceValues),
                current);
    }

    @Override
    public void requestStop(String reason) {
        if (stop == null) {
            stop = reason;
        }
    }
}
