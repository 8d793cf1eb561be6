// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.KnownExamples;
import io.github.inittrace.lifecycle.Sample;
import io.github.inittrace.onnx.NamedExport;
import io.github.inittrace.run.ClassificationRecord;
import io.github.inittrace.run.ClassificationRecord.Confusion;
import io.github.inittrace.run.ClassificationRecord.Mistake;
import io.github.inittrace.run.RunFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** Counts which classes a model takes for which, and keeps its worst mistakes. */
final class ConfusionCounter {
    /** How many mistakes are kept. */
    static final int WORST = 24;

    /** Predictions take memory by the number of classes; so many are made at a time. */
    private static final int AT_A_TIME = 1000;

    /** With more, features are not kept. */
    private static final int MOST_FEATURES = 20_000;

    private final Model<Label> model;
    private final boolean pictures;
    private final List<String> labels;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<List<Integer>, Integer> counts = new HashMap<>();
    private final PriorityQueue<Mistake> worst =
            new PriorityQueue<>(Comparator.comparingDouble(Mistake::truthScore).reversed());
    private int examples;

    /**
     * Starts without examples.
     *
     * @param pictures whether the features of an example are a picture, to be kept of mistakes
     */
    ConfusionCounter(Model<Label> model, boolean pictures) {
        this.model = model;
        this.pictures = pictures && model.getFeatureIDMap().size() <= MOST_FEATURES;
        labels = NamedExport.outputs(model);
        for (int id = 0; id < labels.size(); id++) {
            ids.put(labels.get(id), id);
        }
    }

    /**
     * Classifies a set. Examples of a class that the model does not know, and those with no feature
     * that it knows, are left out.
     *
     * @param set what the set is called
     * @param most how many examples to classify at most, chosen by {@link Sample}
     */
    ClassificationRecord of(String set, Dataset<Label> data, int most) {
        int[] chosen = Sample.of(data.size(), most);
        for (int from = 0; from < chosen.length; from += AT_A_TIME) {
            List<Integer> indices = new ArrayList<>();
            List<Example<Label>> known = new ArrayList<>();
            for (int i = from; i < Math.min(chosen.length, from + AT_A_TIME); i++) {
                int index = chosen[i];
                Example<Label> example = data.getExample(index);
                if (ids.containsKey(example.getOutput().getLabel())
                        && KnownExamples.hasFeature(example, model.getFeatureIDMap())) {
                    indices.add(index);
                    known.add(example);
                }
            }
            List<Prediction<Label>> predictions = model.predict(known);
            for (int i = 0; i < predictions.size(); i++) {
                add(indices.get(i), known.get(i), predictions.get(i));
            }
        }
        List<Confusion> confusion =
                counts.entrySet().stream()
                        .map(e -> new Confusion(e.getKey().get(0), e.getKey().get(1), e.getValue()))
                        .sorted(
                                Comparator.comparingInt(Confusion::truth)
                                        .thenComparingInt(Confusion::predicted))
                        .toList();
        List<Mistake> mistakes =
                worst.stream()
                        .sorted(
                                Comparator.comparingDouble(Mistake::truthScore)
                                        .thenComparingInt(Mistake::index))
                        .toList();
        return new ClassificationRecord(
                RunFolder.SCHEMA, set, examples, labels, confusion, mistakes);
    }

    private void add(int index, Example<Label> example, Prediction<Label> prediction) {
        int truth = id(example.getOutput());
        int predicted = id(prediction.getOutput());
        examples++;
        counts.merge(List.of(truth, predicted), 1, Integer::sum);
        double truthScore = score(prediction, truth);
        double predictedScore = score(prediction, predicted);
        if (truth == predicted
                || !Double.isFinite(truthScore)
                || !Double.isFinite(predictedScore)) {
            return;
        }
        Mistake mostLikely = worst.peek();
        if (worst.size() < WORST || (mostLikely != null && truthScore < mostLikely.truthScore())) {
            worst.add(
                    new Mistake(
                            index,
                            truth,
                            predicted,
                            truthScore,
                            predictedScore,
                            pictures ? row(example) : null));
        }
        if (worst.size() > WORST) {
            worst.remove();
        }
    }

    private int id(Label label) {
        return ids.getOrDefault(label.getLabel(), -1);
    }

    private double score(Prediction<Label> prediction, int id) {
        Label scored = prediction.getOutputScores().get(labels.get(id));
        return scored == null ? Double.NaN : scored.getScore();
    }

    private @Nullable List<Float> row(Example<Label> example) {
        Float[] row = new Float[model.getFeatureIDMap().size()];
        Arrays.fill(row, 0f);
        for (Feature feature : example) {
            int id = model.getFeatureIDMap().getID(feature.getName());
            float value = (float) feature.getValue();
            if (!Float.isFinite(value)) {
                return null;
            }
            if (id >= 0) {
                row[id] += value; // as models add the features of one hash
            }
        }
        return List.of(row);
    }
}
