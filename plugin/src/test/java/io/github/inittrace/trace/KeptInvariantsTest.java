// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.pigmm.Invariant;
import io.github.inittrace.pigmm.Symmetry;
import io.github.inittrace.run.InvariantRecord;
import io.github.inittrace.run.MatrixFigures;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.verify.Finding;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

class KeptInvariantsTest {
    @TempDir private Path temporary;

    private RunFolder run(Trainer<Label> trainer, Recording recording) throws IOException {
        Path folder = temporary.resolve("run");
        InitTrace.of(trainer).recording(recording).runFolder(folder).run(FakeData.of(20));
        assertThat(Verification.of(folder).differences()).isEmpty();
        return RunFolder.open(folder);
    }

    private static MLPClassificationTrainer network() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(5, 5, 3)
                .epochs(5)
                .batchSize(4)
                .build();
    }

    @Test
    void invariants_ofANetwork_areThoseOfItsMatricesWithOutputsAsRows() throws IOException {
        Recording recording =
                Recording.light()
                        .records(Schedule.every(1))
                        .matrices(Schedule.every(2))
                        .invariants(Schedule.every(2));
        RunFolder run = run(network(), recording);

        List<InvariantRecord> records = run.invariants();
        assertThat(records).extracting(InvariantRecord::epoch).containsExactly(0, 2, 4, 5);
        assertThat(records.get(1).matrices())
                .extracting(m -> m.name() + " " + m.rows() + "x" + m.columns() + " " + m.symmetry())
                .containsExactly(
                        "hidden1.weight 5x2 APART",
                        "hidden2.weight 5x5 TOGETHER",
                        "hidden3.weight 3x5 APART",
                        "output.weight 2x3 APART");
        TensorShape shape = run.matrices().orElseThrow().matrices().get(1);
        float[] stored = run.matrices().orElseThrow().read(shape, 2);
        double[] transposed = new double[25];
        for (int i = 0; i < 25; i++) {
            transposed[i % 5 * 5 + i / 5] = stored[i];
        }
        List<Double> figures = records.get(2).matrices().get(1).figures();
        // I5, the diagonal times the sums of rows, behind the 13 statistics.
        double expected = Invariant.of("0001").evaluate(transposed, 5, 5);
        assertThat(figures.get(13 + 4)).isCloseTo(expected, Offset.offset(1e-12));
        assertThat(run.manifest().orElseThrow().files()).containsKey("invariants.jsonl");
    }

    @Test
    void invariants_ofTheLastAlone_areOfStartAndEnd() throws IOException {
        RunFolder run = run(network(), Recording.light().invariants(Schedule.last()));
        assertThat(run.invariants()).extracting(InvariantRecord::epoch).containsExactly(0, 5);
    }

    @Test
    void invariants_ofTribuosTrainer_areThere() throws IOException {
        Trainer<Label> linear = new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 3, 1L);
        RunFolder run = run(linear, Recording.full().invariants(Schedule.every(1)));
        assertThat(run.invariants()).hasSize(4);
        assertThat(run.invariants().get(0).matrices().get(0).observation()).isPresent();
    }

    @Test
    void invariants_ofADivergedMatrix_areNone() throws IOException {
        FakeTrainer trainer = new FakeTrainer(4);
        trainer.divergeIn = 2;
        RunFolder run = run(trainer, Recording.full().invariants(Schedule.every(1)));
        List<InvariantRecord> records = run.invariants();
        assertThat(records).extracting(InvariantRecord::epoch).containsExactly(0, 1, 2);
        assertThat(records.get(1).matrices()).allMatch(matrix -> matrix.observation().isPresent());
        MatrixFigures diverged = records.get(2).matrices().get(1);
        assertThat(diverged.name()).isEqualTo("hidden2.weight");
        assertThat(diverged.observation()).isEmpty();
    }

    @Test
    void invariants_unlessAskedFor_areNotKept() throws IOException {
        assertThat(run(network(), Recording.full()).invariants()).isEmpty();
        InitTrace.of(network())
                .recording(Recording.full().invariants(Schedule.every(1)))
                .run(FakeData.of(20)); // nowhere to keep them
    }

    @Test
    void invariants_withATornLine_endBeforeIt() throws IOException {
        RunFolder run = run(network(), Recording.full().invariants(Schedule.every(1)));
        Path file = run.path().resolve("invariants.jsonl");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 2));
        assertThat(run.invariants()).hasSize(5);
    }

    @Test
    void invariants_thatCannotBe_areRefused() throws IOException {
        RunFolder run = run(network(), Recording.full().invariants(Schedule.every(1)));
        Path file = run.path().resolve("invariants.jsonl");
        String line = Files.readAllLines(file).get(5);
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        assertThatThrownBy(run::invariants)
                .hasMessage(file + " line 7 is out of order: expected an epoch after 5, found 5");
        assertThatThrownBy(() -> new MatrixFigures("w", Symmetry.APART, 2, 3, List.of(1.0)))
                .hasMessage("w has 1 figures, expected 53");
        assertThatThrownBy(() -> new MatrixFigures("w", Symmetry.TOGETHER, 4, 5, null))
                .hasMessage("w has the shape 4 x 5, which it cannot have");
    }

    @Test
    void verification_ofAnEditedFigure_names() throws IOException {
        RunFolder run = run(network(), Recording.full().invariants(Schedule.every(1)));
        assertThat(Verification.of(run.path()).findings())
                .extracting(Finding::text)
                .contains("448 figures agree at 2 of 6 epochs, of which there are weights");
        Path file = run.path().resolve("invariants.jsonl");
        List<String> lines = Files.readAllLines(file);
        lines.set(0, lines.get(0).replaceFirst("\"figures\":\\[[^,]*", "\"figures\":[0.5"));
        Files.write(file, lines);
        assertThat(Verification.of(run.path()).differences())
                .extracting(Finding::text)
                .anyMatch(t -> t.startsWith("epoch 0: hidden1.weight, figure 1: recorded 0.5"));
    }
}
