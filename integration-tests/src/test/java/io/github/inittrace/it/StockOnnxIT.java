// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.github.inittrace.onnx.NamedExport;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Replay;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.sgd.fm.FMMultiLabelTrainer;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** The ONNX pairs of Tribuo's own models: as its exporters make them, with names that last. */
class StockOnnxIT {
    @TempDir private Path temp;

    @Test
    void labels_linear() throws IOException, OrtException {
        assertPair(
                new LogisticRegressionTrainer(),
                data(new LabelFactory(), x -> new Label(x[0] > x[1] ? "a" : "b")),
                StockOnnxIT::probability);
    }

    @Test
    void labels_factorisationMachine() throws IOException, OrtException {
        assertPair(
                new FMClassificationTrainer(
                        new LogMulticlass(), new AdaGrad(0.1), 3, -1, 1, 7, 4, 0.1),
                data(new LabelFactory(), x -> new Label(x[0] * x[1] > 0 ? "a" : "b")),
                StockOnnxIT::probability);
    }

    @Test
    void multiLabels_linear() throws IOException, OrtException {
        assertPair(
                new LinearSGDTrainer(new BinaryCrossEntropy(), new AdaGrad(0.1), 3, 7),
                data(new MultiLabelFactory(), StockOnnxIT::signs),
                StockOnnxIT::probability);
    }

    @Test
    void multiLabels_factorisationMachine() throws IOException, OrtException {
        assertPair(
                new FMMultiLabelTrainer(
                        new BinaryCrossEntropy(), new AdaGrad(0.1), 3, -1, 1, 7, 4, 0.1),
                data(new MultiLabelFactory(), StockOnnxIT::signs),
                StockOnnxIT::probability);
    }

    @Test
    void regression_linear() throws IOException, OrtException {
        assertPair(
                new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                        new SquaredLoss(), new AdaGrad(0.1), 3, 7),
                data(new RegressionFactory(), StockOnnxIT::sums),
                StockOnnxIT::value);
    }

    @Test
    void regression_factorisationMachine() throws IOException, OrtException {
        assertPair(
                new FMRegressionTrainer(
                        new SquaredLoss(), new AdaGrad(0.1), 3, -1, 1, 7, 4, 0.1, true),
                data(new RegressionFactory(), StockOnnxIT::sums),
                StockOnnxIT::value);
    }

    private <T extends Output<T>> void assertPair(
            Trainer<T> trainer, Dataset<T> data, ToDoubleBiFunction<Prediction<T>, String> figure)
            throws IOException, OrtException {
        Path folder = temp.resolve("run");
        TracedRun<T> run = InitTrace.of(trainer).runFolder(folder).run(data);

        RunFolder read = RunFolder.open(folder);
        Path initial = read.initialModel().orElseThrow();
        Path trained = read.trainedModel().orElseThrow();
        Tools.assertOnnxChecked(initial, trained);
        List<TensorShape> architecture = run.record().architecture();
        for (Path file : List.of(initial, trained)) {
            List<OnnxTensor> tensors = OnnxWeights.read(file).tensors();
            assertThat(tensors.stream().map(OnnxTensor::name))
                    .isEqualTo(architecture.stream().map(TensorShape::name).toList());
            assertThat(tensors.stream().map(OnnxTensor::shape))
                    .isEqualTo(architecture.stream().map(TensorShape::shape).toList());
        }
        assertThat(OnnxWeights.read(initial).metadata())
                .containsEntry("inittrace.weights-state", "initial");
        assertThat(OnnxWeights.read(trained).metadata())
                .containsEntry("inittrace.weights-state", "trained");
        assertDistances(run, initial, trained);
        assertScores(initial, run.initialModel(), data, figure);
        assertScores(trained, run.model(), data, figure);
        assertThat(Replay.of(read).on(data).run().isIdentical()).isTrue();
    }

    /** The files are float32, training was in float64, so the figures agree as far as that goes. */
    private static void assertDistances(TracedRun<?> run, Path initial, Path trained)
            throws IOException {
        List<OnnxTensor> start = OnnxWeights.read(initial).tensors();
        List<OnnxTensor> end = OnnxWeights.read(trained).tensors();
        for (int t = 0; t < start.size(); t++) {
            double sum = 0;
            for (int i = 0; i < start.get(t).values().length; i++) {
                double d = (double) end.get(t).values()[i] - start.get(t).values()[i];
                sum += d * d;
            }
            double recorded = run.history().last().tensors().get(t).distance();
            assertThat(Math.sqrt(sum)).isCloseTo(recorded, within(1e-6 * (1 + recorded)));
        }
    }

    private static <T extends Output<T>> void assertScores(
            Path file,
            Model<T> model,
            Dataset<T> data,
            ToDoubleBiFunction<Prediction<T>, String> figure)
            throws OrtException {
        List<Example<T>> examples = data.getData();
        float[][] scores = Scoring.score(file, Scoring.raw(model.getFeatureIDMap(), examples));
        List<String> outputs = NamedExport.outputs(model);
        for (int i = 0; i < scores.length; i++) {
            Prediction<T> prediction = model.predict(examples.get(i));
            for (int column = 0; column < outputs.size(); column++) {
                assertThat((double) scores[i][column])
                        .as("%s of example %d", outputs.get(column), i)
                        .isCloseTo(
                                figure.applyAsDouble(prediction, outputs.get(column)),
                                within(1e-4));
            }
        }
    }

    private static <T extends Output<T>> double probability(
            Prediction<T> prediction, String output) {
        Object score = prediction.getOutputScores().get(output);
        return score instanceof Label label
                ? label.getScore()
                : ((MultiLabel) score).getLabelScore(new Label(output)).orElseThrow();
    }

    private static double value(Prediction<Regressor> prediction, String dimension) {
        return prediction.getOutput().getDimension(dimension).orElseThrow().getValue();
    }

    private static MultiLabel signs(double[] x) {
        Set<Label> labels = x[0] > 0 ? Set.of(new Label("up")) : Set.of();
        return new MultiLabel(x[1] > 0 ? plus(labels, new Label("left")) : labels);
    }

    private static Set<Label> plus(Set<Label> labels, Label label) {
        List<Label> all = new ArrayList<>(labels);
        all.add(label);
        return Set.copyOf(all);
    }

    private static Regressor sums(double[] x) {
        return new Regressor(
                new String[] {"sum", "product"}, new double[] {x[0] + x[1], x[0] * x[2]});
    }

    private interface Rule<T> {
        T of(double[] x);
    }

    private static <T extends Output<T>> Dataset<T> data(OutputFactory<T> factory, Rule<T> rule) {
        MutableDataset<T> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("drawn", factory), factory);
        Random random = new Random(5);
        for (int i = 0; i < 80; i++) {
            double[] x = random.doubles(3, -1, 1).toArray();
            data.add(new ArrayExample<>(rule.of(x), new String[] {"x", "y", "z"}, x));
        }
        return data;
    }
}
