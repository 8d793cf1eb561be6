// SPDX-License-Identifier: Apache-2.0

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationModel;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * What predictions cost: a model's own by Tribuo's interface, and those of ONNX Runtime on the file
 * it exports, in turn in one process, for one example at a time and for all test images at once.
 * The model starts from Tribuo's examples and ends with Tribuo's predictions; ONNX Runtime is given
 * floats that lie ready and leaves floats. Both use all processors for many examples.
 *
 * <p>Needs the jar (mvn -DskipTests package). Usage, in the repository's root:
 *
 * <pre>java -cp reports/target/inittrace.jar benchmarks/PredictionCost.java [DIR [WIDTHS [TURNS]]]</pre>
 *
 * <p>DIR has four IDX files; Debian's Fashion-MNIST is read if it is left out.
 */
final class PredictionCost {
    private static final String ROW = "%6s%6s%12s%12s%8s%12s%12s%8s%n";
    private static final int SINGLES = 5_000;

    private final LoadedData data;
    private final MLPClassificationModel model;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final List<Example<Label>> examples = new ArrayList<>();
    private final float[][] rows;

    private PredictionCost(LoadedData data, int width) throws Exception {
        this.data = data;
        model =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(width, width)
                        .epochs(1)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build()
                        .train(data.train());
        data.test().forEach(examples::add);
        rows = new float[examples.size()][model.getFeatureIDMap().size()];
        for (int i = 0; i < rows.length; i++) {
            float[] row = rows[i];
            examples.get(i)
                    .forEach(
                            feature -> {
                                int id = model.getFeatureIDMap().getID(feature.getName());
                                if (id >= 0) {
                                    row[id] = (float) feature.getValue();
                                }
                            });
        }
        Path file = Files.createTempFile("prediction", ".onnx");
        model.saveONNXModel("inittrace.benchmark", 1, file);
        session = environment.createSession(file.toString());
        Files.delete(file);
    }

    public static void main(String[] args) throws Exception {
        Path dir = args.length > 0 ? Path.of(args[0]) : null;
        String[] widths = (args.length > 1 ? args[1] : "64,512").split(",");
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        LoadedData data = DatasetLoader.of(DatasetLoader.FASHION_MNIST).path(dir).load();
        System.out.printf(ROW, "width", "turn", "one, µs", "Runtime", "ratio", "all, ms", "Runtime", "ratio");
        for (String width : widths) {
            PredictionCost cost = new PredictionCost(data, Integer.parseInt(width));
            for (int warm = 0; warm < 4; warm++) {
                cost.turn();
            }
            for (int turn = 1; turn <= turns; turn++) {
                double[] figures = cost.turn();
                System.out.printf(
                        ROW,
                        width,
                        turn,
                        rounded(figures[0] * 1e6 / SINGLES),
                        rounded(figures[1] * 1e6 / SINGLES),
                        rounded(figures[0] / figures[1]),
                        rounded(figures[2] * 1e3),
                        rounded(figures[3] * 1e3),
                        rounded(figures[2] / figures[3]));
            }
        }
    }

    /** Seconds: one at a time by the model and by ONNX Runtime, then all at once. */
    private double[] turn() throws Exception {
        double[] seconds = new double[4];
        long started = System.nanoTime();
        double sum = 0;
        for (int i = 0; i < SINGLES; i++) {
            sum += model.predict(examples.get(i)).getOutput().getScore();
        }
        seconds[0] = (System.nanoTime() - started) / 1e9;

        started = System.nanoTime();
        double other = 0;
        for (int i = 0; i < SINGLES; i++) {
            float[] found = run(FloatBuffer.wrap(rows[i]), 1)[0];
            float best = 0;
            for (float probability : found) {
                best = Math.max(best, probability);
            }
            other += best;
        }
        seconds[1] = (System.nanoTime() - started) / 1e9;
        if (Math.abs(sum - other) > 1e-3 * sum) {
            throw new IllegalStateException("they do not predict the same: " + sum + ", " + other);
        }

        started = System.nanoTime();
        List<Prediction<Label>> predictions = model.predict(data.test());
        seconds[2] = (System.nanoTime() - started) / 1e9;

        FloatBuffer all = FloatBuffer.allocate(rows.length * rows[0].length);
        for (float[] row : rows) {
            all.put(row);
        }
        all.flip();
        started = System.nanoTime();
        float[][] found = run(all, rows.length);
        seconds[3] = (System.nanoTime() - started) / 1e9;
        if (found.length != predictions.size()) {
            throw new IllegalStateException("they do not predict as many");
        }
        return seconds;
    }

    private float[][] run(FloatBuffer values, int count) throws Exception {
        long[] shape = {count, rows[0].length};
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    private static String rounded(double figure) {
        return String.format(Locale.ROOT, figure < 10 ? "%.2f" : "%.1f", figure);
    }
}
