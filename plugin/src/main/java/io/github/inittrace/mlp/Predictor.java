// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.MatrixKernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** Predicts many examples at a time with the kernels that also train. */
final class Predictor {
    private static final int ROWS = 16 * Batch.SLICE;

    private final Network network;
    private final ImmutableFeatureMap features;
    private final ImmutableOutputInfo<Label> outputs;
    private final FeatureScaling scaling;

    Predictor(
            Network network,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Label> outputs,
            FeatureScaling scaling) {
        this.network = network;
        this.features = features;
        this.outputs = outputs;
        this.scaling = scaling;
    }

    /**
     * Predicts in order.
     *
     * @throws IllegalArgumentException if an example has no feature that the model knows, or one
     *     that is not a finite number
     */
    List<Prediction<Label>> predict(Iterable<Example<Label>> examples) {
        List<Prediction<Label>> predictions = new ArrayList<>();
        DenseExamples.RowFiller filler = new DenseExamples.RowFiller(features, scaling);
        List<Example<Label>> waiting = new ArrayList<>();
        Batch batch = new Batch(network, ROWS, false);
        Batch.Scratch scratch = new Batch.Scratch(batch);
        int[] known = new int[ROWS];
        for (Example<Label> example : examples) {
            int row = waiting.size();
            known[row] = fill(filler, example, predictions.size() + row);
            batch.activations[0].writeRow(row, filler.row, 0, filler.row.length);
            waiting.add(example);
            if (waiting.size() == ROWS) {
                finish(batch, waiting, known, scratch, predictions);
            }
        }
        finish(batch, waiting, known, scratch, predictions);
        return predictions;
    }

    private static int fill(DenseExamples.RowFiller filler, Example<Label> example, int index) {
        int known = filler.fill(example, "example " + index);
        if (known == 0) {
            throw new IllegalArgumentException(
                    "an example to predict must have a feature that the model knows, found none in"
                            + " example "
                            + index);
        }
        return known;
    }

    private void finish(
            Batch batch,
            List<Example<Label>> waiting,
            int[] known,
            Batch.Scratch scratch,
            List<Prediction<Label>> predictions) {
        FloatMatrix logits = batch.activations[network.depth()];
        float[] row = new float[logits.cols];
        forward(batch, waiting.size(), scratch);
        for (int s = 0; s < batch.sliceCount() && batch.slice(s).from < waiting.size(); s++) {
            Batch.Slice slice = batch.slice(s);
            for (int i = slice.from; i < Math.min(slice.to, waiting.size()); i++) {
                logits.readRow(i, row, 0, row.length);
                scratch.softmax.of(row, 1, row.length);
                scratch.softmax.probabilities(0);
                predictions.add(prediction(outputs, row, known[i], waiting.get(i)));
            }
        }
        waiting.clear();
    }

    private void forward(Batch batch, int rows, Batch.Scratch scratch) {
        try (MatrixKernels.ThreadScope thread = network.kernels.enterThread()) {
            for (int s = 0; s < batch.sliceCount() && batch.slice(s).from < rows; s++) {
                batch.slice(s).forward(scratch);
            }
        }
    }

    /** A prediction from probabilities by label id. */
    static Prediction<Label> prediction(
            ImmutableOutputInfo<Label> outputs,
            float[] probabilities,
            int known,
            Example<Label> example) {
        Map<String, Label> scores = new LinkedHashMap<>();
        Label best = new Label(outputs.getOutput(0).getLabel(), probabilities[0]);
        for (int id = 0; id < probabilities.length; id++) {
            Label label = new Label(outputs.getOutput(id).getLabel(), probabilities[id]);
            scores.put(label.getLabel(), label);
            if (label.getScore() > best.getScore()) {
                best = label;
            }
        }
        return new Prediction<>(best, scores, known, example, true);
    }
}
