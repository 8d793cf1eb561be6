// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.analysis;

import io.github.inittrace.lifecycle.KnownExamples;
import io.github.inittrace.lifecycle.ReweightableModel;
import io.github.inittrace.lifecycle.Sample;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.LayerReset;
import io.github.inittrace.run.MatrixSpectra;
import io.github.inittrace.run.PathPoint;
import io.github.inittrace.run.RunFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.classification.Label;

/**
 * Everything at once that can be asked of a run because its initial weights are at hand: layers put
 * back, the straight line between the weights, singular values. What a model does not allow is left
 * out with a remark.
 */
public final class EndAnalysis {
    /** How many examples of each set are evaluated at most, a random sample, always the same. */
    public static final int SAMPLE = 2000;

    /** What the evaluations call the training examples. */
    private static final String TRAINING = "training sample";

    /** A matrix with more rows and columns than this would take minutes. */
    static final int LARGEST = 1024;

    private EndAnalysis() {}

    /**
     * Analyses a run.
     *
     * @param initial the model before training
     * @param trained the model after training
     * @param training what it was trained on
     * @param validation other sets to evaluate, by name
     * @return the results
     */
    public static <T extends Output<T>> AnalysisRecord of(
            Model<T> initial,
            Model<T> trained,
            Dataset<T> training,
            Map<String, Dataset<T>> validation) {
        List<String> remarks = new ArrayList<>();
        List<LayerReset> resets = List.of();
        List<PathPoint> path = List.of();
        try {
            Model<Label> start = classifier(initial);
            Model<Label> end = classifier(trained);
            Map<String, List<Example<Label>>> sets = new LinkedHashMap<>();
            sets.put(TRAINING, sample(training, trained));
            validation.forEach((name, set) -> sets.putIfAbsent(name, sample(set, trained)));
            resets = LayerResets.of(start, end, sets);
            path = WeightPath.of(start, end, sets, WeightPath.ALPHAS);
        } catch (IllegalArgumentException e) {
            remarks.add("no layer was put back and no line followed: " + e.getMessage());
        }
        List<MatrixSpectra> spectra = List.of();
        try {
            spectra = spectra(ModelWeights.of(initial), ModelWeights.of(trained), remarks);
        } catch (IllegalArgumentException e) {
            remarks.add("there are no singular values: " + e.getMessage());
        }
        return new AnalysisRecord(RunFolder.SCHEMA, resets, path, spectra, remarks);
    }

    @SuppressWarnings("unchecked") // checked by its first output
    private static Model<Label> classifier(Model<?> model) {
        Output<?> output = model.getOutputIDInfo().getOutput(0);
        if (output instanceof Label) {
            return (Model<Label>) model;
        }
        throw new IllegalArgumentException(
                "expected a model that predicts labels, found one for "
                        + (output == null ? "no outputs" : output.getClass().getSimpleName()));
    }

    @SuppressWarnings("unchecked") // called for classifiers only
    private static <T extends Output<T>> List<Example<Label>> sample(
            Dataset<T> data, Model<T> model) {
        int[] known =
                KnownExamples.of(data, model.getFeatureIDMap(), model.getOutputIDInfo()).indices();
        List<Example<Label>> chosen = new ArrayList<>();
        for (int i : Sample.of(known.length, SAMPLE)) {
            chosen.add((Example<Label>) data.getExample(known[i]));
        }
        return chosen;
    }

    private static List<MatrixSpectra> spectra(
            List<? extends TensorView> initial,
            List<? extends TensorView> trained,
            List<String> remarks) {
        ReweightableModel.requireSame(trained, initial);
        List<MatrixSpectra> spectra = new ArrayList<>();
        for (int t = 0; t < trained.size(); t++) {
            TensorView tensor = trained.get(t);
            if (tensor.shape().size() != 2 || tensor.size() == 0) {
                continue;
            }
            int rows = tensor.shape().get(0);
            int columns = tensor.shape().get(1);
            if (Math.min(rows, columns) > LARGEST) {
                remarks.add(
                        String.format(
                                        Locale.ROOT,
                                        "%s has no singular values here: expected at most %d rows or columns,",
                                        tensor.name(),
                                        LARGEST)
                                + String.format(Locale.ROOT, " found %d x %d", rows, columns));
                continue;
            }
            double[] start = initial.get(t).copy();
            double[] end = tensor.copy();
            double[] change = new double[end.length];
            for (int i = 0; i < change.length; i++) {
                change[i] = end[i] - start[i];
            }
            spectra.add(
                    new MatrixSpectra(
                            tensor.name(),
                            SingularValues.of(start, rows, columns),
                            SingularValues.of(end, rows, columns),
                            SingularValues.of(change, rows, columns)));
        }
        return spectra;
    }
}
