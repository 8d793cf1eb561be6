// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.ensemble.NetworkEnsemble.ReadOptions;
import io.github.inittrace.files.PathText;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.Initialiser;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.numpy.NpyArrayTest;
import io.github.inittrace.pigmm.Ensemble;
import io.github.inittrace.pigmm.Observation;
import io.github.inittrace.pigmm.SimpleGaussian;
import io.github.inittrace.pigmm.SquareModel;
import io.github.inittrace.pigmm.Wasserstein;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** The same matrices, from all that holds them. */
class NetworkEnsembleTest {
    private static final ReadOptions PLAIN = new ReadOptions(null, false);

    private static final MutableDataset<Label> DIGITS =
            new MutableDataset<>(new DigitsDataSource(60, 1));

    @TempDir private Path folder;

    private static MLPClassificationTrainer.Builder network(long seed) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(5, 5)
                .bias(false)
                .initialiser(Initialiser.FAN_IN_UNIFORM)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .batchSize(20)
                .epochs(2)
                .seed(seed);
    }

    private Path train(String name, MLPClassificationTrainer.Builder network, Recording recording) {
        Path run = folder.resolve(name);
        InitTrace.of(network.build()).recording(recording).runFolder(run).run(DIGITS);
        return run;
    }

    private static SquareModel fit(NetworkEnsemble ensemble, String layer, int epoch) {
        return SquareModel.fit(ensemble.layers().get(layer).get(epoch));
    }

    @Test
    void read_ofRuns_takesWhatTheyKept() throws IOException {
        Recording kept = Recording.light().records(Schedule.every(1));
        for (int seed = 1; seed <= 3; seed++) {
            train("all/" + seed, network(seed), kept.invariants(Schedule.every(1)));
            train("matrices/" + seed, network(seed), kept.matrices(Schedule.every(1)));
            train("networks/" + seed, network(seed), kept);
            Files.createDirectories(folder.resolve("files"));
            Files.copy(
                    folder.resolve("networks/" + seed + "/trained.onnx"),
                    folder.resolve("files/" + seed + ".onnx"));
        }

        NetworkEnsemble all = NetworkEnsemble.read(List.of(folder.resolve("all")), PLAIN);
        assertThat(all.networks()).containsExactly("1", "2", "3");
        assertThat(all.layers().keySet())
                .containsExactly("hidden1.weight", "hidden2.weight", "output.weight");
        assertThat(all.layers().get("output.weight")).containsOnlyKeys(0, 1, 2);
        assertThat(all.start()).hasToString("FAN_IN_UNIFORM");
        assertThat(all.remarks()).isEmpty();
        double[] expected = fit(all, "hidden2.weight", 2).parameters();

        NetworkEnsemble matrices = NetworkEnsemble.read(List.of(folder.resolve("matrices")), PLAIN);
        assertThat(fit(matrices, "hidden2.weight", 2).parameters()).isEqualTo(expected);
        assertThat(matrices.layers().get("hidden2.weight")).containsOnlyKeys(0, 1, 2);
        NetworkEnsemble networks =
                NetworkEnsemble.read(
                        List.of(
                                folder.resolve("networks/1"),
                                folder.resolve("networks/2"),
                                folder.resolve("networks/3")),
                        PLAIN);
        assertThat(fit(networks, "hidden2.weight", 2).parameters()).isEqualTo(expected);
        assertThat(networks.layers().get("hidden2.weight")).containsOnlyKeys(0, 2);
        NetworkEnsemble files = NetworkEnsemble.read(List.of(folder.resolve("files")), PLAIN);
        assertThat(fit(files, "hidden2.weight", NetworkEnsemble.NO_EPOCH).parameters())
                .isEqualTo(expected);
        assertThat(files.start()).isNull();

        EnsembleAnalysis analysis = EnsembleAnalysis.of(all);
        LayerState end = analysis.layers().get("hidden2.weight").get(2);
        assertThat(end.largest().model().parameters()).isEqualTo(expected);
        assertThat(end.fits()).extracting(ModelFit::parameters).containsExactly(13, 5, 2);
        assertThat(end.start()).hasSize(13);
        // Uniform over ±1/√5: a fan-in of 5.
        SimpleGaussian start = SimpleGaussian.of(5, 5, 0, 1 / 15.0);
        assertThat(end.fromStart().wasserstein())
                .isEqualTo(Wasserstein.between(fit(all, "hidden2.weight", 2), start));
        assertThat(analysis.layers().get("hidden1.weight").get(0).fits())
                .extracting(ModelFit::parameters)
                .containsExactly(5, 2);

        train("all/other", network(4).learningRate(0.5), kept.invariants(Schedule.every(1)));
        assertThatThrownBy(() -> NetworkEnsemble.read(List.of(folder.resolve("all")), PLAIN))
                .hasMessage(
                        "expected networks that differ in nothing but the seed, found learningRate"
                                + " 0.1 and 0.5; name the run folders of one");
    }

    private static double[] matrix(SplittableRandom random, int size) {
        double[] matrix = new double[size * size];
        Arrays.setAll(matrix, i -> random.nextGaussian());
        return matrix;
    }

    @Test
    void read_ofArrays_takesOnePerNetworkOrOnePerLayer() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        double[] stacked = new double[3 * 16];
        Ensemble expected = new Ensemble();
        Path apart = Files.createDirectories(folder.resolve("apart"));
        for (int k = 0; k < 3; k++) {
            double[] matrix = matrix(random, 4);
            System.arraycopy(matrix, 0, stacked, k * 16, 16);
            expected.add(k, Observation.square(matrix, 4));
            Files.write(apart.resolve(k + ".npy"), NpyArrayTest.npy(1, "<f8", "(4, 4)", matrix));
        }
        Path layer =
                Files.write(
                        folder.resolve("hidden.npy"),
                        NpyArrayTest.npy(1, "<f8", "(3, 4, 4)", stacked));
        double[] parameters = SquareModel.fit(expected).parameters();

        ReadOptions outputsFirst = new ReadOptions(null, true);
        NetworkEnsemble one = NetworkEnsemble.read(List.of(layer), outputsFirst);
        assertThat(fit(one, "hidden", -1).parameters()).isEqualTo(parameters);
        NetworkEnsemble each = NetworkEnsemble.read(List.of(apart), outputsFirst);
        assertThat(each.networks()).containsExactly("0.npy", "1.npy", "2.npy");
        assertThat(fit(each, "matrix", -1).parameters()).isEqualTo(parameters);
        // The transpose has CH_11, of columns, for CH_22, of rows.
        double[] turned =
                fit(NetworkEnsemble.read(List.of(layer), PLAIN), "hidden", -1).parameters();
        assertThat(turned[5]).isCloseTo(parameters[8], Offset.offset(1e-12));

        assertThatThrownBy(
                        () -> NetworkEnsemble.read(List.of(layer, apart.resolve("0.npy")), PLAIN))
                .hasMessageContaining("expected arrays [rows, columns], one for each network, or")
                .hasMessageContaining("found [4, 4] in");
    }

    @Test
    void read_ofWhatIsNone_isRefused() throws IOException {
        refused("expected a folder or a file, found nothing at", folder.resolve("nothing"));
        refused(
                "expected a sweep, a run, or runs, collected runs, ONNX, safetensors or NumPy files",
                folder);
        Path text = Files.writeString(folder.resolve("a.txt"), "");
        refused(
                "expected a file named .onnx, .safetensors, .npy or .jsonl.gz, or a folder, found",
                text);
        Path single = Files.write(folder.resolve("a.npy"), NpyArrayTest.npy(1, "<f8", "(1, 1)", 2));
        refused("expected at least 2 networks, found 1: models of an ensemble need many", single);
        Path model = Files.writeString(folder.resolve("a.onnx"), "");
        assertThatThrownBy(() -> NetworkEnsemble.read(List.of(single, model), PLAIN))
                .hasMessage(
                        "expected runs, ONNX, safetensors or NumPy files, found more than one kind;"
                                + " name one kind");
    }

    @Test
    void read_ofANetworkWhoseNameTheLocaleCannotRead_isRefused() throws IOException {
        // Elsewhere no file is given such a name from Java.
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        for (String name : List.of("1.npy", "2.npy", "\uFFFD.npy")) {
            Files.write(folder.resolve(name), NpyArrayTest.npy(1, "<f8", "(1, 1)", 2));
        }
        Files.writeString(folder.resolve("\uFFFD.txt"), "no network");
        Path lost = folder.resolve("\uFFFD.npy");

        refused(PathText.complaint("the name " + lost), folder);
        Files.delete(lost);
        assertThat(NetworkEnsemble.read(List.of(folder), PLAIN).networks())
                .containsExactly("1.npy", "2.npy");
    }

    private static void refused(String message, Path source) {
        assertThatThrownBy(() -> NetworkEnsemble.read(List.of(source), PLAIN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void read_ofMatricesThatAreNotFinite_leavesThemOut() throws IOException {
        Path bad =
                Files.write(
                        folder.resolve("layer.npy"),
                        NpyArrayTest.npy(1, "<f8", "(3, 1, 2)", 1, 2, 3, Double.NaN, 5, 7));
        NetworkEnsemble ensemble = NetworkEnsemble.read(List.of(bad), PLAIN);
        assertThat(ensemble.layers().get("layer").get(-1).count()).isEqualTo(2);
        assertThat(ensemble.remarks())
                .containsExactly("1 matrix of layer is not finite, and left out");
        Path worse =
                Files.write(
                        folder.resolve("layer.npy"),
                        NpyArrayTest.npy(1, "<f8", "(2, 1, 1)", 1, Double.NaN));
        NetworkEnsemble one = NetworkEnsemble.read(List.of(worse), PLAIN);
        assertThatThrownBy(() -> EnsembleAnalysis.of(one))
                .hasMessage(
                        "expected finite matrices of at least 2 networks at some epoch, found none");
    }

    @Test
    void read_ofRunsWithCheckpoints_hasTheirEpochs() throws IOException {
        Recording kept =
                Recording.light().records(Schedule.every(1)).checkpoints(Schedule.every(1));
        for (int seed = 1; seed <= 2; seed++) {
            train("runs/" + seed, network(seed), kept);
        }
        NetworkEnsemble ensemble = NetworkEnsemble.read(List.of(folder.resolve("runs")), PLAIN);
        assertThat(ensemble.layers().get("output.weight")).containsOnlyKeys(0, 1, 2);
    }

    @Test
    void read_ofANetworkThatIsThereTwice_refusesTheRunAndSaysSoOfOthers() throws IOException {
        for (int seed = 1; seed <= 2; seed++) {
            train("runs/" + seed, network(seed), Recording.light());
        }
        Path runs = folder.resolve("runs");
        assertThatThrownBy(() -> NetworkEnsemble.read(List.of(runs, runs.resolve("1")), PLAIN))
                .hasMessage(
                        "expected every run once, found 1 twice; leave out the part that overlaps"
                                + " with another");
        train("runs/3", network(2), Recording.light());
        assertThat(NetworkEnsemble.read(List.of(runs), PLAIN).remarks())
                .contains(
                        "1 of 3 networks has the matrices of another and nothing new to say, but"
                                + " counts as one more");
    }
}
