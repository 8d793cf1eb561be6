// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.ensemble.NetworkEnsemble.ReadOptions;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.CollectedRun;
import io.github.inittrace.run.CollectedRuns;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** Files of collected runs say what the folders say. */
class NetworkCollectorTest {
    private static final MutableDataset<Label> DIGITS =
            new MutableDataset<>(new DigitsDataSource(60, 1));
    private static final ReadOptions PLAIN = new ReadOptions(null, false);

    /** Runs named 2 and 10 in one folder, 1 and 3 in another; 10 comes before 2 by its letters. */
    @TempDir private static Path runs;

    @TempDir private Path folder;

    @BeforeAll
    static void train() {
        train("a/2", 2, 0.1);
        train("a/10", 10, 0.1);
        train("b/1", 1, 0.1);
        train("b/3", 3, 0.1);
        train("c/4", 4, 0.2);
    }

    private static void train(String name, long seed, double rate) {
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(4, 4)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .batchSize(20)
                        .epochs(2)
                        .learningRate(rate)
                        .seed(seed)
                        .build();
        InitTrace.of(trainer)
                .recording(Recording.light().invariants(Schedule.every(1)))
                .runFolder(runs.resolve(name))
                .run(DIGITS);
    }

    private Path collect(String name, Path... sources) throws IOException {
        Path file = folder.resolve(name + CollectedRuns.ENDING);
        assertThat(NetworkCollector.collect(List.of(sources), file)).isEmpty();
        return file;
    }

    /** All that is fitted, to the last bit. */
    private static List<String> figures(Path... sources) throws IOException {
        EnsembleAnalysis analysis =
                EnsembleAnalysis.of(NetworkEnsemble.read(List.of(sources), PLAIN));
        return analysis.layers().values().stream()
                .flatMap(List::stream)
                .flatMap(
                        state ->
                                Stream.of(
                                        state.layer() + " " + state.epoch(),
                                        state.start().toString(),
                                        state.tests().toString(),
                                        state.fits().stream()
                                                .map(ModelFit::deviations)
                                                .toList()
                                                .toString()))
                .toList();
    }

    @Test
    void collect_ofParts_inAnyOrder_isTheFileOfTheWhole() throws IOException {
        Path a = runs.resolve("a");
        Path b = runs.resolve("b");
        Path whole = collect("whole", a, b);
        assertThat(CollectedRuns.read(whole))
                .extracting(CollectedRun::name)
                .containsExactly("1", "2", "3", "10");
        Path partA = collect("a", a);
        Path partB = collect("b", b);
        byte[] expected = Files.readAllBytes(whole);
        assertThat(collect("ab", partA, partB)).hasBinaryContent(expected);
        assertThat(collect("ba", partB, partA)).hasBinaryContent(expected);
        assertThat(collect("mixed", b.resolve("3"), partA, b.resolve("1")))
                .hasBinaryContent(expected);

        List<String> figures = figures(a, b);
        assertThat(figures).hasSize(3 * 2 * 4);
        assertThat(figures(b.resolve("3"), a, b.resolve("1"))).isEqualTo(figures);
        assertThat(figures(whole)).isEqualTo(figures);
        assertThat(figures(partB, partA)).isEqualTo(figures);
        assertThat(figures(partB, a)).isEqualTo(figures);
    }

    @Test
    void collect_ofARun_hasTheHashesOfItsFiles() throws IOException {
        Path run = runs.resolve("b/1");
        CollectedRun collected = CollectedRuns.read(collect("one", run)).get(0);
        assertThat(collected.files()).containsOnlyKeys("run.json", "invariants.jsonl");
        Manifest manifest = Manifest.read(run.resolve("manifest.json"));
        collected
                .files()
                .forEach(
                        (name, sha256) ->
                                assertThat(manifest.files().get(name).sha256()).isEqualTo(sha256));
    }

    @Test
    void collect_ofWhatDoesNotBelongTogether_isRefused() throws IOException {
        Path a = runs.resolve("a");
        Path part = collect("a", a);
        String twice =
                "expected every run once, found 2 twice; leave out the part that overlaps with"
                        + " another";
        refused(twice, a, a);
        refused(twice, part, a);
        assertThatThrownBy(() -> NetworkEnsemble.read(List.of(part, part), PLAIN))
                .hasMessageStartingWith("expected every run once, found ")
                .hasMessageEndingWith(" twice; leave out the part that overlaps with another");
        refused(
                "expected networks that differ in nothing but the seed, found learningRate 0.1 and"
                        + " 0.2; name the run folders of one",
                part,
                runs.resolve("c"));
        Path other = Files.createDirectories(folder.resolve("other"));
        train(other.resolve("2").toString(), 7, 0.1);
        refused(
                "expected a name of its own for every run, found two named 2; leave out the part that"
                        + " overlaps with another, or rename the folder of one",
                part,
                other);
        Path onnx = Files.writeString(folder.resolve("a.onnx"), "");
        refused(
                "expected runs or collected runs, found "
                        + onnx
                        + "; files of networks are small as they are",
                onnx);
        assertThatThrownBy(() -> NetworkEnsemble.read(List.of(part, onnx), PLAIN))
                .hasMessageContaining("found more than one kind");
        assertThat(folder.resolve("x.jsonl.gz")).doesNotExist();
    }

    private void refused(String message, Path... sources) {
        assertThatThrownBy(
                        () ->
                                NetworkCollector.collect(
                                        List.of(sources), folder.resolve("x.jsonl.gz")))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }
}
