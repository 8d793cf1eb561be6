// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.measure.Scipy;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.MatrixSeries;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

class MatricesTest {
    @TempDir private Path temporary;

    private RunFolder run(Trainer<Label> trainer, Recording recording) throws IOException {
        Path folder = temporary.resolve("run");
        InitTrace.of(trainer).recording(recording).runFolder(folder).run(FakeData.of(20));
        Verification verification = Verification.of(folder);
        assertThat(verification.differences()).isEmpty();
        return RunFolder.open(folder);
    }

    private static MLPClassificationTrainer network() {
        return MLPClassificationTrainer.builder().hiddenLayers(6, 5).epochs(5).batchSize(4).build();
    }

    @Test
    void matrices_ofANetwork_areWhatNumpyReadsAndTheRecordSays() throws Exception {
        RunFolder run = run(network(), Recording.full().matrices(Schedule.every(2)));

        JsonNode numpy =
                new ObjectMapper().readTree(Scipy.output("matrices.py", run.path().toString()));
        assertThat(numpy.path("epochs").toString()).isEqualTo("[0,2,4,5]");
        assertThat(numpy.path("type").asText()).isEqualTo("int32");
        assertThat(numpy.properties()).hasSize(5);
        List<TensorShape> matrices = run.matrices().orElseThrow().matrices();
        assertThat(matrices)
                .extracting(TensorShape::name)
                .containsExactly("hidden1.weight", "hidden2.weight", "output.weight");
        for (TensorShape matrix : matrices) {
            JsonNode found = numpy.path(matrix.name());
            assertThat(found.path("type").asText()).isEqualTo("float32");
            assertThat(found.path("shape").toString())
                    .isEqualTo("[4,%s,%s]".formatted(matrix.shape().get(0), matrix.shape().get(1)));
            int i = 0;
            for (int epoch : new int[] {0, 2, 4, 5}) {
                EpochRecord record = run.history().epochs().get(epoch);
                double recorded =
                        record.tensors().stream()
                                .filter(t -> t.name().equals(matrix.name()))
                                .findFirst()
                                .orElseThrow()
                                .distance();
                assertThat(found.path("distances").get(i++).asDouble())
                        .isCloseTo(recorded, within(1e-12 * recorded));
            }
        }
    }

    @Test
    void matrices_ofTheFirstAndTheLast_areThoseOfTheNetworks() throws IOException {
        RunFolder run = run(network(), Recording.light().matrices(Schedule.last()));
        MatrixSeries series = run.matrices().orElseThrow();
        assertThat(series.epochs()).containsExactly(0, 5);
        assertSame(series, 0, run.initialModel().orElseThrow());
        assertSame(series, 1, run.trainedModel().orElseThrow());
        assertThat(run.manifest().orElseThrow().files())
                .containsKeys("matrices/epochs.npy", "matrices/output.weight.npy");
    }

    @Test
    void matrices_ofTribuosTrainer_areItsWeightsAsTheNetworksHaveThem() throws IOException {
        RunFolder run =
                run(
                        new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 3, 1L),
                        Recording.full().matrices(Schedule.every(1)));
        MatrixSeries series = run.matrices().orElseThrow();
        assertThat(series.epochs()).containsExactly(0, 1, 2, 3);
        assertSame(series, 3, run.trainedModel().orElseThrow());
    }

    private static void assertSame(MatrixSeries series, int record, Path network)
            throws IOException {
        List<OnnxTensor> tensors = OnnxWeights.read(network).tensors();
        for (TensorShape matrix : series.matrices()) {
            OnnxTensor tensor =
                    tensors.stream()
                            .filter(t -> t.name().equals(matrix.name()))
                            .findFirst()
                            .orElseThrow();
            assertThat(series.read(matrix, record)).isEqualTo(tensor.values());
        }
    }

    @Test
    void matrices_ofADivergedRun_holdWhatItCameTo() throws IOException {
        FakeTrainer trainer = new FakeTrainer(4);
        trainer.divergeIn = 2;
        MatrixSeries series =
                run(trainer, Recording.full().matrices(Schedule.every(5))).matrices().orElseThrow();
        assertThat(series.epochs()).containsExactly(0, 2);
    }

    @Test
    void matrices_unlessAskedFor_areNotKept() throws IOException {
        assertThat(run(network(), Recording.full()).matrices()).isEmpty();
        InitTrace.of(network())
                .recording(Recording.full().matrices(Schedule.every(1)))
                .run(FakeData.of(20)); // nowhere to keep them
    }
}
