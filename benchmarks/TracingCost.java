// SPDX-License-Identifier: Apache-2.0

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tribuo.classification.Label;

/**
 * What watching costs: trains 784-512-512-10 in batches of 128 three ways in turn, all in one
 * process. Untraced; measured, with one example evaluated per epoch and no folder; traced, with
 * 10 000 training images and the test set evaluated per epoch and a run folder. The first turn, in
 * which compilers warm up, does not count.
 *
 * <p>Two kinds of figures. Wall time against the untraced training of the same turn covers
 * everything, but on a shared machine it wanders by more than measures cost. The shares are timed
 * inside: seconds in measures or evaluations by seconds in passes over the training data.
 *
 * <p>Needs the jar (mvn -DskipTests package). Usage, in the repository's root:
 *
 * <pre>java -cp reports/target/inittrace.jar benchmarks/TracingCost.java [DIR [EPOCHS [TURNS]]]</pre>
 *
 * <p>DIR has four IDX files; Debian's Fashion-MNIST is read if it is left out.
 */
final class TracingCost {
    private static final String ROW = "%8s%14s%14s%14s%16s%16s%n";

    private final LoadedData data;
    private final int epochs;
    private final List<double[]> turns = new ArrayList<>();

    private TracingCost(LoadedData data, int epochs) {
        this.data = data;
        this.epochs = epochs;
    }

    public static void main(String[] args) throws Exception {
        Path dir = args.length > 0 ? Path.of(args[0]) : null;
        int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        LoadedData data = DatasetLoader.of(DatasetLoader.FASHION_MNIST).path(dir).load();
        TracingCost cost = new TracingCost(data, epochs);
        cost.turn();
        cost.turns.clear();
        System.out.printf(ROW, "turn", "untraced", "measured", "traced", "measures", "evaluations");
        System.out.printf(ROW, "", "s per epoch", "/ untraced", "/ untraced", "/ passes", "/ passes");
        for (int turn = 1; turn <= turns; turn++) {
            cost.turn();
            print(Integer.toString(turn), cost.turns.get(turn - 1));
        }
        print("median", cost.medians());
    }

    private void turn() throws Exception {
        double untraced = seconds(() -> trainer().train(data.train()));
        double measured =
                seconds(() -> InitTrace.of(trainer()).recording(Recording.full().trainingSample(1)).run(data.train()));
        Path folder = Files.createTempDirectory("tracing-cost");
        InitTrace<Label> trace =
                InitTrace.of(trainer())
                        .validateOn("test", data.test())
                        .runFolder(folder.resolve("run"));
        List<TrainingHistory> history = new ArrayList<>();
        double traced = seconds(() -> history.add(trace.run(data.train()).history()));
        delete(folder);
        turns.add(shares(untraced, measured, traced, history.get(0)));
    }

    private double[] shares(
            double untraced, double measured, double traced, TrainingHistory history) {
        double passes = history.epochs().stream().mapToDouble(EpochRecord::seconds).sum();
        List<EpochRecord> trained = history.epochs().subList(1, history.epochs().size());
        double measures = trained.stream().mapToDouble(EpochRecord::measureSeconds).sum();
        double evaluations = trained.stream().mapToDouble(EpochRecord::evaluationSeconds).sum();
        return new double[] {
            untraced / epochs,
            measured / untraced,
            traced / untraced,
            measures / passes,
            evaluations / passes
        };
    }

    private MLPClassificationTrainer trainer() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(512, 512)
                .batchSize(128)
                .epochs(epochs)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .build();
    }

    private static double seconds(Runnable training) {
        long started = System.nanoTime();
        training.run();
        return (System.nanoTime() - started) / 1e9;
    }

    private double[] medians() {
        double[] medians = new double[turns.get(0).length];
        for (int i = 0; i < medians.length; i++) {
            int column = i;
            double[] sorted = turns.stream().mapToDouble(t -> t[column]).sorted().toArray();
            medians[i] = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }
        return medians;
    }

    private static void print(String turn, double[] shares) {
        Object[] cells = {
            turn,
            String.format(Locale.ROOT, "%.3f", shares[0]),
            String.format(Locale.ROOT, "%.3f", shares[1]),
            String.format(Locale.ROOT, "%.3f", shares[2]),
            String.format(Locale.ROOT, "%.2f %%", 100 * shares[3]),
            String.format(Locale.ROOT, "%.1f %%", 100 * shares[4])
        };
        System.out.printf(ROW, cells);
    }

    private static void delete(Path folder) throws Exception {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
