// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.image.MatrixPicture;
import io.github.inittrace.onnx.OnnxTensor;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

class PicturesTest {
    @TempDir Path temporary;
    private final Dataset<Label> data = FakeData.of(6);
    private Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("run");
    }

    private InitTrace<Label> traced(int epochs, int every) {
        return InitTrace.of(new FakeTrainer(epochs))
                .runFolder(folder)
                .overwrite(true)
                .recording(Recording.full().pictures("hidden2.weight", Schedule.every(every)));
    }

    private List<String> drawn() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("pictures/hidden2.weight"))) {
            return files.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void pictures_everyThird_areTheFirstTheLastAndMultiples() throws IOException {
        traced(7, 3).run(data);
        assertThat(drawn())
                .containsExactly(
                        "epoch-000000.png",
                        "epoch-000003.png",
                        "epoch-000006.png",
                        "epoch-000007.png");
        assertThat(RunFolder.open(folder).manifest().orElseThrow().files())
                .containsKey("pictures/hidden2.weight/epoch-000006.png");
        traced(6, 3).run(data);
        assertThat(drawn())
                .containsExactly("epoch-000000.png", "epoch-000003.png", "epoch-000006.png");
        assertThat(RunFolder.open(folder).manifest().orElseThrow().differences(folder)).isEmpty();
    }

    @Test
    void pictures_recordsApart_areOfRecordsOnly() throws IOException {
        traced(7, 3)
                .recording(
                        Recording.full()
                                .records(Schedule.every(2))
                                .pictures("hidden2.weight", Schedule.every(3)))
                .run(data);
        assertThat(drawn())
                .containsExactly("epoch-000000.png", "epoch-000006.png", "epoch-000007.png");
    }

    @Test
    void pictures_firstAndLast_showTheNetworksOnTheScaleOfTheFirst() throws IOException {
        traced(2, 5).run(data);
        RunFolder run = RunFolder.open(folder);
        double[] initial = hidden2(run.initialModel().orElseThrow());
        double[] trained = hidden2(run.trainedModel().orElseThrow());
        MatrixPicture picture = new MatrixPicture(4, 3, initial);
        Path pictures = folder.resolve("pictures/hidden2.weight");
        assertThat(pictures.resolve("epoch-000000.png")).hasBinaryContent(picture.png(initial));
        assertThat(pictures.resolve("epoch-000002.png")).hasBinaryContent(picture.png(trained));
    }

    private static double[] hidden2(Path model) throws IOException {
        OnnxTensor tensor =
                OnnxWeights.read(model).tensors().stream()
                        .filter(t -> t.name().equals("hidden2.weight"))
                        .findFirst()
                        .orElseThrow();
        float[] values = tensor.values();
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void pictures_withoutFolder_areNone() {
        assertThat(
                        InitTrace.of(new FakeTrainer())
                                .recording(Recording.full().pictures("w", Schedule.every(1)))
                                .run(data)
                                .folder())
                .isNull();
    }

    @Test
    void pictures_ofNoMatrix_leaveNothing() {
        assertThatThrownBy(
                        () ->
                                traced(3, 1)
                                        .recording(
                                                Recording.full()
                                                        .pictures(
                                                                "hidden2.bias", Schedule.every(1)))
                                        .run(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "pictures must be of one of [hidden1.weight, hidden2.weight, output.weight],"
                                + " found 'hidden2.bias'");
        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> traced(3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a schedule goes by 1 to 999999999 epochs, found 0");
    }
}
