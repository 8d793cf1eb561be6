// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.Sample;
import io.github.inittrace.onnx.NamedExport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.SamplePredictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.Regressor;

/** Asks the initial and the trained model about a few examples. */
final class SampleTaker<T extends Output<T>> {
    /** How many examples are taken, where there are as many. */
    static final int EXAMPLES = 16;

    /** How many features all of them have at most. */
    static final int MOST_NUMBERS = 1_000_000;

    private final Model<T> initial;
    private final Model<T> trained;
    private final int most;
    private final List<String> outputs;

    /**
     * Prepares to ask.
     *
     * @param most how many features all examples may have together
     */
    SampleTaker(Model<T> initial, Model<T> trained, int most) {
        this.initial = initial;
        this.trained = trained;
        this.most = most;
        outputs = NamedExport.outputs(trained);
    }

    /**
     * Asks about examples chosen by {@link Sample}. Those with a feature that is not finite in float32, or
     * with none that the model knows, are left out.
     *
     * @param set what the examples are called
     * @return null if there is no example, or one alone would be too long
     */
    @Nullable SamplePredictions of(String set, Dataset<T> data) {
        int features = trained.getFeatureIDMap().size();
        int count = Math.min(Math.min(EXAMPLES, most / features), data.size());
        List<SamplePredictions.Sample> samples = new ArrayList<>();
        for (int index : Sample.of(data.size(), count)) {
            SamplePredictions.Sample sample = sample(index, data.getExample(index));
            if (sample != null) {
                samples.add(sample);
            }
        }
        return samples.isEmpty()
                ? null
                : new SamplePredictions(RunFolder.SCHEMA, set, outputs, samples);
    }

    private SamplePredictions.@Nullable Sample sample(int index, Example<T> example) {
        ImmutableFeatureMap map = trained.getFeatureIDMap();
        Float[] row = new Float[map.size()];
        Arrays.fill(row, 0f);
        // The file takes float32, so the models are asked about exactly what it will be given.
        Map<Integer, String> names = new LinkedHashMap<>();
        for (Feature feature : example) {
            int id = map.getID(feature.getName());
            float value = (float) feature.getValue();
            if (id >= 0 && !Float.isFinite(value)) {
                return null;
            }
            if (id >= 0) {
                row[id] += value; // as models add the features of one hash
                names.putIfAbsent(id, feature.getName());
            }
        }
        if (names.isEmpty()) {
            return null;
        }
        ArrayExample<T> rounded =
                new ArrayExample<>(
                        example.getOutput(),
                        names.values().toArray(String[]::new),
                        names.keySet().stream().mapToDouble(id -> row[id]).toArray());
        return new SamplePredictions.Sample(
                index,
                example.getOutput().getSerializableForm(false),
                List.of(row),
                scores(initial.predict(rounded)),
                scores(trained.predict(rounded)));
    }

    private @Nullable List<Double> scores(Prediction<T> prediction) {
        List<Double> scores = outputs.stream().map(name -> score(prediction, name)).toList();
        return scores.stream().allMatch(Double::isFinite) ? scores : null;
    }

    private static <T extends Output<T>> double score(Prediction<T> prediction, String output) {
        if (prediction.getOutput() instanceof Regressor values) {
            return values.getDimension(output).orElseThrow().getValue();
        }
        Object scored = prediction.getOutputScores().get(output);
        if (scored instanceof Label label) {
            return label.getScore();
        }
        if (scored instanceof MultiLabel labels) {
            return labels.getLabelScore(new Label(output)).orElseThrow();
        }
        throw new IllegalArgumentException(
                "expected a score for the output '" + output + "', found " + scored);
    }
}
