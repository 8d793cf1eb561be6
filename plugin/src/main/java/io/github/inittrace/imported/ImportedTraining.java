// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.onnx.OnnxFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Plays a training from the weights that it saved: fires the events of a trainer whose weights at
 * the end of an epoch are those of a file. Its configuration, which the record of a run has, says
 * from which files.
 */
final class ImportedTraining implements ObservableTrainer<Label> {
    @Config(description = "The epochs of which there are weights; 0 is the untrained network.")
    private List<Integer> epochs = new ArrayList<>();

    @Config(description = "The file with the weights of each of these epochs.")
    private List<String> weights = new ArrayList<>();

    @Config(description = "The SHA-256 of each of these files, in hexadecimal.")
    private List<String> sha256;

    @Config(description = "The table of losses; empty if there is none.")
    private String losses;

    @Config(description = "The SHA-256 of the table; empty if there is none.")
    private String lossesSha256;

    @Config(description = "What the rows of matrices in the files were taken for.")
    private String rows;

    private final SavedWeights saved;
    private final SavedLosses figures;
    private int invocations;

    /**
     * A training.
     *
     * @param saved its weights
     * @param sha256 the SHA-256 of the files, in the order of the epochs
     * @param figures its losses
     * @param losses the table that they are from; empty if there is none
     * @param lossesSha256 its SHA-256; empty if there is none
     */
    ImportedTraining(
            SavedWeights saved,
            List<String> sha256,
            SavedLosses figures,
            String losses,
            String lossesSha256) {
        this.saved = saved;
        this.figures = figures;
        this.losses = losses;
        this.lossesSha256 = lossesSha256;
        rows = saved.rows();
        this.sha256 = List.copyOf(sha256);
        for (Map.Entry<Integer, OnnxFile> file : saved.files().entrySet()) {
            epochs.add(file.getKey());
            weights.add(file.getValue().path().toString());
        }
    }

    @Override
    public Model<Label> train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
    }

    @Override
    public Model<Label> train(
            Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        return train(examples, runProvenance, invocationCount, Observation.none());
    }

    @Override
    public Model<Label> train(
            Dataset<Label> examples,
            Map<String, Provenance> runProvenance,
            int invocationCount,
            Observation<Label> observation) {
        TrainerProvenance provenance;
        synchronized (this) {
            if (invocationCount != INCREMENT_INVOCATION_COUNT) {
                setInvocationCount(invocationCount);
            }
            provenance = getProvenance();
            invocations++;
        }
        return new ImportSession(saved, figures, examples, runProvenance, provenance, observation)
                .play();
    }

    @Override
    public synchronized int getInvocationCount() {
        return invocations;
    }

    @Override
    public synchronized void setInvocationCount(int invocationCount) {
        invocations = invocationCount;
    }

    @Override
    public synchronized TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }
}
