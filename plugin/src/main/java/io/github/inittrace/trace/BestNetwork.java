// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.ReweightableModel;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.lifecycle.WeightsState;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.BestRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.study.WatchedFigure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.Output;

/** Keeps the network of the epoch at which a figure was best so far, the first of several. */
final class BestNetwork<T extends Output<T>> {
    private final WatchedFigure figure;
    private double value = Double.NaN;
    private int epoch;
    private @Nullable Model<T> model;

    BestNetwork(WatchedFigure figure) {
        this.figure = figure;
    }

    /**
     * Takes in a record.
     *
     * @return whether it is better than all before
     */
    boolean isBest(RunRecord run, EpochRecord record) {
        double next = figure.at(run, record);
        if (!figure.direction().improves(next, value, 0.0)) {
            return false;
        }
        value = next;
        epoch = record.index();
        return true;
    }

    /** Keeps the network of the record that was just taken in. */
    void keep(TrainingSession<T> session, RunSink sink) throws IOException {
        model = session.finalModel();
        sink.best(session.model());
    }

    /**
     * Takes over the network of a run that goes on, if it is that of the best epoch before. One of a
     * later epoch comes again.
     *
     * @return whether it is
     */
    boolean restore(OnnxWeights kept, TrainingSession<T> session) {
        String state = epoch == 0 ? WeightsState.INITIAL : "epoch-" + epoch;
        if (!state.equals(kept.metadata().get(WeightsState.METADATA))
                || !(session.model() instanceof ReweightableModel)) {
            return false;
        }
        @SuppressWarnings("unchecked") // the session's model is one of its outputs
        ReweightableModel<T> initial = (ReweightableModel<T>) session.model();
        List<WeightTensor> weights = new ArrayList<>();
        for (OnnxTensor tensor : kept.tensors()) {
            weights.add(new WeightTensor(tensor.name(), tensor.shape(), tensor.values()));
        }
        model = initial.withWeights(weights);
        return true;
    }

    /** Null if there is no such network: {@link #epoch}. */
    @Nullable BestRecord record() {
        return model == null
                ? null
                : new BestRecord(RunFolder.SCHEMA, figure.path().text(), epoch, value);
    }

    /**
     * Null if the figure never was a finite number, or if the network was lost with the process that
     * trained it and training was stopped before it came again.
     */
    @Nullable BestEpoch<T> epoch() {
        return model == null ? null : new BestEpoch<>(epoch, figure.path().text(), value, model);
    }
}
