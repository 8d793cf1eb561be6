// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.safetensors.Safetensors;
import io.github.inittrace.safetensors.StoredTensor;
import io.github.inittrace.study.KeyFigure;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Replay;
import io.github.inittrace.trace.Schedule;
import io.github.inittrace.trace.TracedRun;
import io.github.inittrace.verify.Verification;
import io.github.inittrace.weights.NpzFiles;
import io.github.inittrace.weights.WeightFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * Run folders made of weights that others saved. The file is long because each way in which files are
 * no series is a case of its own.
 */
class WeightSeriesTest {
    @TempDir private Path folder;

    private Path run() {
        return folder.resolve("run");
    }

    private TracedRun<Label> imported(WeightSeries series) throws IOException {
        return series.record(trace -> trace.runFolder(run()).overwrite(true));
    }

    private Path npz(String name, double... values) throws IOException {
        return new NpzFiles()
                .with("first", "(2, 3)", values)
                .with("bias", "(3,)", 0, values[0], 0)
                .to(folder.resolve(name));
    }

    private Path other(String name, NpzFiles file) throws IOException {
        return file.to(folder.resolve(name));
    }

    private static void assertVerified(Path run) throws IOException {
        assertThat(Verification.of(run).differences()).isEmpty();
    }

    @Test
    void record_ofTheFilesOfATracedRun_hasItsMeasuresBitForBit() throws IOException {
        Path traced = folder.resolve("traced");
        InitTrace.of(
                        MLPClassificationTrainer.builder()
                                .hiddenLayers(6, 5)
                                .epochs(3)
                                .learningRate(0.5)
                                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                .build())
                .recording(Recording.full().checkpoints(Schedule.every(1)))
                .runFolder(traced)
                .run(new MutableDataset<>(new DigitsDataSource(200, 1)));
        RunFolder expected = RunFolder.open(traced);
        WeightSeries series =
                WeightSeries.matching(
                        traced.resolve("initial.onnx"),
                        traced.resolve("checkpoints/epoch-{epoch}.onnx").toString());
        assertThat(series.files()).containsOnlyKeys(0, 1, 2, 3);

        TracedRun<Label> run =
                series.record(
                        trace ->
                                trace.runFolder(run())
                                        .recording(
                                                Recording.full()
                                                        .matrices(Schedule.every(1))
                                                        .invariants(Schedule.every(1))));
        RunFolder found = RunFolder.open(run());
        assertThat(found.record().architecture()).isEqualTo(expected.record().architecture());
        assertThat(found.record().features()).isEqualTo(expected.record().features());
        assertThat(found.record().outputs()).isEqualTo(10);
        List<EpochRecord> epochs = expected.history().epochs();
        for (EpochRecord epoch : found.history()) {
            EpochRecord same = epochs.get(epoch.index());
            assertThat(epoch.tensors()).isEqualTo(same.tensors());
            assertThat(epoch.total()).isEqualTo(same.total());
            assertThat(epoch.distributions()).isEqualTo(same.distributions());
            assertThat(epoch.alarms()).isEqualTo(same.alarms());
            assertThat(epoch.epochEndLoss()).isNull();
        }
        assertThat(found.history().hasEveryLoss()).isFalse();
        assertThat(found.conditionals()).isEqualTo(expected.conditionals());
        assertThat(found.record().ending().weightsSha256())
                .isEqualTo(expected.record().ending().weightsSha256());
        assertThat(run.history().epochs()).hasSize(4);
        assertThat(Files.exists(run().resolve("labels.csv"))).isFalse();
        assertThat(Files.exists(run().resolve("samples.json"))).isFalse();
        assertVerified(run());
        assertThatThrownBy(() -> Replay.of(RunFolder.open(run())))
                .hasMessageContaining("cannot be replayed: it has the weights that another tool");
    }

    @Test
    void record_ofRowsThatAreOutputs_turnsMatricesAndSaysWhereFrom() throws IOException {
        WeightSeries series = WeightSeries.startingAt(pyTorch("a.safetensors", 1));
        series = series.epoch(5, pyTorch("b.safetensors", 2)).epoch(2, pyTorch("c.npz.st", 3));
        TracedRun<Label> run = imported(series);

        assertThat(run.record().architecture())
                .containsExactly(
                        new TensorShape("0.weight", List.of(2, 3), Precision.FLOAT32),
                        new TensorShape("0.bias", List.of(3), Precision.FLOAT32),
                        new TensorShape("10.weight", List.of(3, 1), Precision.FLOAT32),
                        new TensorShape("10.bias", List.of(1), Precision.FLOAT32));
        assertThat(run.history().epochs()).extracting(EpochRecord::index).containsExactly(0, 2, 5);
        assertThat(run.history().last().total().distance()).isEqualTo(Math.sqrt(6 + 3));
        assertThat(run.record().configuration())
                .containsEntry("rows", "outputs")
                .containsEntry("epochs", "[0, 2, 5]")
                .hasEntrySatisfying("weights", files -> assertThat(files).contains("c.npz.st"))
                .hasEntrySatisfying("sha256", all -> assertThat(all).hasSize(2 + 3 * 64 + 2 * 2));
        assertThat(run.record().environment()).containsEntry("tensors-left-out", "steps (int64)");
        assertThat(run.record().training().hasFacts()).isFalse();
        OnnxWeights initial = OnnxWeights.read(run().resolve("initial.onnx"));
        assertThat(initial.tensors().get(0).values()).containsExactly(1, 3, 5, 2, 4, 6);
        assertThat(run.ending().message()).isEqualTo("all 2 saved epochs done");
        assertVerified(run());
    }

    private Path pyTorch(String name, float scale) throws IOException {
        float[] first = new float[6];
        for (int i = 0; i < 6; i++) {
            first[i] = i + scale;
        }
        Safetensors file =
                new Safetensors(
                        Map.of("format", "pt"),
                        List.of(
                                StoredTensor.of("0.bias", List.of(3), new float[3]),
                                StoredTensor.of("0.weight", List.of(3, 2), first),
                                StoredTensor.of("10.bias", List.of(1), new float[1]),
                                StoredTensor.of(
                                        "10.weight",
                                        List.of(1, 3),
                                        new float[] {scale, scale, scale}),
                                new StoredTensor(
                                        "steps", "I64", List.of(), ByteBuffer.allocate(8))));
        return Files.write(folder.resolve(name), file.bytes());
    }

    @Test
    void record_ofDoubles_isComparedAsFarAsFloatsTell() throws IOException {
        WeightSeries series =
                WeightSeries.startingAt(
                                other(
                                        "a.npz",
                                        new NpzFiles()
                                                .withType("w", "<f8", "(2, 2)", .1, .2, .3, .4)))
                        .epoch(
                                1,
                                other(
                                        "b.npz",
                                        new NpzFiles()
                                                .withType("w", "<f8", "(2, 2)", .1, .2, .3, .5)));
        TracedRun<Label> run = imported(series);
        assertThat(KeyFigure.of(new NamedRun("run", run.record(), run.history())))
                .extracting(KeyFigure::label)
                .containsExactly(
                        "training loss",
                        "training accuracy",
                        "lowest training loss",
                        "weights moved by");
        assertThat(run.record().architecture().get(0).precision()).isEqualTo(Precision.FLOAT64);
        assertThat(run.history().last().total().distance()).isEqualTo(.5 - .4);
        assertThat(run.record().configuration()).containsEntry("rows", "inputs");
        assertVerified(run());
    }

    @Test
    void record_ofOtherTensorsThanLayers_keepsThemAsTheyLie() throws IOException {
        double[] kernel = {1, 2, 3, 4, 5, 6, 7, 8};
        WeightSeries series =
                WeightSeries.startingAt(
                                other(
                                        "a.npz",
                                        new NpzFiles()
                                                .with("conv/kernel:0", "(2, 1, 2, 2)", kernel)
                                                .with("a name, \"odd\"\u001b[31m", "(1, 2)", 1, 2)))
                        .epoch(
                                1,
                                other(
                                        "b.npz",
                                        new NpzFiles()
                                                .with("a name, \"odd\"\u001b[31m", "(1, 2)", 1, 3)
                                                .with("conv/kernel:0", "(2, 1, 2, 2)", kernel)));
        TracedRun<Label> run = imported(series);
        assertThat(run.record().architecture())
                .extracting(TensorShape::shape)
                .containsExactly(List.of(2, 1, 2, 2), List.of(1, 2));
        assertThat(run.record().features()).isZero();
        assertThat(run.history().last().total().distance()).isEqualTo(1);
        assertVerified(run());
    }

    @Test
    void record_withLosses_hasThemUnderTheirNames() throws IOException {
        Path losses =
                Files.writeString(
                        folder.resolve("losses.csv"),
                        "\ufeffepoch, train.loss,\"test.loss\",validation.test.accuracy,runningLoss\r\n"
                                + "0,2.5,2.25,.125,nan\r\n\r\n1,1,,0.5,1.5\r\n7,1,inf,1,1\n");
        TracedRun<Label> run =
                imported(
                        WeightSeries.startingAt(npz("a.npz", 1, 2, 3, 4, 5, 6))
                                .epoch(1, npz("b.npz", 1, 2, 3, 4, 5, 7))
                                .epoch(2, npz("c.npz", 1, 2, 3, 4, 5, 8))
                                .losses(losses));
        EpochRecord first = run.history().first();
        assertThat(first.epochEndLoss()).isEqualTo(2.5);
        assertThat(first.runningLoss()).isNull();
        assertThat(first.validation().get(0).name()).isEqualTo("test");
        assertThat(first.validation().get(0).loss()).isEqualTo(2.25);
        EpochRecord second = run.history().epochs().get(1);
        assertThat(second.runningLoss()).isEqualTo(1.5);
        assertThat(second.validation().get(0).loss()).isNull();
        assertThat(second.validation().get(0).accuracy()).isEqualTo(0.5);
        assertThat(run.history().last().epochEndLoss()).isNull();
        assertThat(run.record().environment()).containsEntry("loss-lines-left-out", "1 of 3");
        assertThat(run.record().configuration())
                .containsEntry("losses", losses.toString())
                .hasEntrySatisfying("lossesSha256", hash -> assertThat(hash).hasSize(64));
        assertThat(run.record().validation())
                .singleElement()
                .satisfies(set -> assertThat(set.hasFacts()).isFalse());
        assertThat(run.ending().reason()).isEqualTo(EndReason.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({
        "train.loss, nan, epochEndLoss",
        "train.loss, -Infinity, epochEndLoss",
        "runningLoss, +inf, runningLoss",
        "test.loss, NaN, validation.test.loss"
    })
    void record_withALossThatIsNotFinite_hasDivergedWithAllEpochs(
            String column, String loss, String recorded) throws IOException {
        String text = "epoch," + column + ",learningRate\n0,2,nan\n1," + loss + ",1\n2,1,1\n";
        TracedRun<Label> run =
                imported(
                        WeightSeries.startingAt(npz("a.npz", 1, 2, 3, 4, 5, 6))
                                .epoch(1, npz("b.npz", 1, 2, 3, 4, 5, 7))
                                .epoch(2, npz("c.npz", 1, 2, 3, 4, 5, 8))
                                .losses(Files.writeString(folder.resolve("losses.csv"), text)));
        assertThat(run.ending().reason()).isEqualTo(EndReason.DIVERGED);
        assertThat(run.ending().message()).isEqualTo(recorded + " of epoch 1 is no finite number");
        assertThat(run.history().epochs()).hasSize(3);
        assertThat(run.record().environment()).doesNotContainKey("loss-lines-left-out");
    }

    @Test
    void losses_ofNoEpochThatHasAFile_areRefused() throws IOException {
        Path start = npz("a.npz", 1, 2, 3, 4, 5, 6);
        WeightSeries series = WeightSeries.startingAt(start).epoch(2, start);
        Path losses = folder.resolve("losses.csv");
        Files.writeString(losses, "epoch,train.loss\n10,1\n11,2\n");
        refused(
                series.losses(losses),
                losses + " cannot be used: expected lines of epochs that have a file, from 0 to 2,",
                "found those of 10 to 11; count epochs alike in both");
        Files.writeString(losses, "epoch,train.loss\n");
        refused(series.losses(losses), "from 0 to 2, found none;");
        assertThat(Files.exists(run())).isFalse();
    }

    @Test
    void record_ofWeightsThatAreNotFinite_hasDiverged() throws IOException {
        Path start = npz("a.npz", 1, 2, 3, 4, 5, 6);
        Path broken = npz("b.npz", 1, Double.NaN, 3, 4, 5, 6);
        TracedRun<Label> run = imported(WeightSeries.startingAt(start).epoch(3, broken));
        assertThat(run.ending().reason()).isEqualTo(EndReason.DIVERGED);
        assertThat(run.ending().message()).isEqualTo("a weight of epoch 3 is no finite number");
        assertThat(run.history().last().alarms()).isNotEmpty();
        refused(
                WeightSeries.startingAt(broken).epoch(1, start),
                "b.npz cannot be imported: expected finite numbers to measure from, found others"
                        + " in 'first'");
    }

    @Test
    void record_ofFilesThatDoNotBelongTogether_changesNothing() throws IOException {
        Path start = npz("a.npz", 1, 2, 3, 4, 5, 6);
        refused(WeightSeries.startingAt(start), "expected weights of one or more epochs behind");
        refused(
                WeightSeries.startingAt(start)
                        .epoch(
                                1,
                                other(
                                        "b.npz",
                                        new NpzFiles().with("first", "(2, 3)", 1, 2, 3, 4, 5, 6))),
                "b.npz, of epoch 1, is not of the training of ",
                "expected 'bias' [3], found none; every file must have the same tensors");
        refused(
                WeightSeries.startingAt(start)
                        .epoch(
                                4,
                                other(
                                        "c.npz",
                                        new NpzFiles()
                                                .with("first", "(3, 2)", 1, 2, 3, 4, 5, 6)
                                                .with("bias", "(3,)", 1, 2, 3))),
                "c.npz, of epoch 4",
                "expected 'first' [2, 3], found [3, 2]");
        refused(
                WeightSeries.startingAt(other("d.npz", new NpzFiles().with("w", "(1,)", 1)))
                        .epoch(1, start),
                "expected 'w' [1], found none");
        refused(
                WeightSeries.startingAt(
                                other(
                                        "e.npz",
                                        new NpzFiles().with("first", "(2, 3)", 1, 2, 3, 4, 5, 6)))
                        .epoch(1, start),
                "expected no 'bias', found one");
        refused(
                WeightSeries.startingAt(start).epoch(1, start).outputsFirst(true),
                "its layers follow on each other only if rows of matrices are inputs");
        refused(
                WeightSeries.startingAt(start).epoch(1, folder.resolve("gone.npz")),
                "gone.npz: it does not exist");
        assertThat(Files.exists(run())).isFalse();
    }

    private void refused(WeightSeries series, String... parts) {
        assertThatThrownBy(() -> imported(series))
                .isInstanceOfAny(IOException.class, UncheckedIOException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    @Test
    void room_forAnArchiveThatUnpacksToMoreThanTheMemory_isRefused() throws IOException {
        int zeros = 4_000_000;
        Path bomb = NpzFiles.zeros(folder.resolve("bomb.npz"), zeros);
        assertThat(Files.size(bomb)).isLessThan(zeros / 100);
        OnnxFile file = WeightFiles.open(bomb); // unpacks no more than the header
        TensorShape shape = new TensorShape("zeros", List.of(zeros), Precision.FLOAT32);
        assertThatThrownBy(() -> SeriesCheck.requireRoom(file, List.of(shape), 64L << 20))
                .hasMessageContaining(
                        "bomb.npz cannot be imported: 4000000 values take some 183 MiB of memory,"
                                + " Java may use 64; give it more with -Xmx");
        SeriesCheck.requireRoom(file, List.of(shape), 256L << 20);
        TensorShape huge = new TensorShape("huge", List.of(1 << 15, 1 << 15), Precision.FLOAT32);
        assertThatThrownBy(() -> SeriesCheck.requireRoom(file, List.of(huge), Long.MAX_VALUE))
                .hasMessageContaining("an ONNX file has less than 2 GiB, found more");
    }

    @Test
    void record_ofAFileThatIsDamaged_hasTheEpochsBefore() throws IOException {
        double[] values = new double[999];
        Arrays.setAll(values, k -> Math.sin(k));
        Path start = other("a.npz", new NpzFiles().with("w", "(999,)", values));
        byte[] content = Files.readAllBytes(start);
        content[content.length / 2] ^= 1;
        Path damaged = Files.write(folder.resolve("b.npz"), content);
        WeightSeries series = WeightSeries.startingAt(start).epoch(1, start).epoch(2, damaged);
        assertThatThrownBy(() -> imported(series))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("b.npz cannot be used: an array in it is damaged");
        RunFolder left = RunFolder.open(run());
        assertThat(left.record().ending().reason()).isEqualTo(EndReason.FAILED);
        assertThat(left.record().ending().message()).contains("b.npz cannot be used");
        assertThat(left.history().epochs()).hasSize(2);
    }

    @Test
    void record_whereAListenerThrowsAnError_endsAsFailed() throws IOException {
        Path start = npz("epoch-000.npz", 1, 2, 3, 4, 5, 6);
        WeightSeries series = WeightSeries.startingAt(start).epoch(1, start);
        TrainingListener<Label> broken =
                new TrainingListener<>() {
                    @Override
                    public void onEpoch(EpochEnd<Label> epoch) {
                        throw new AssertionError("no more");
                    }
                };
        assertThatThrownBy(() -> series.record(trace -> trace.runFolder(run()).listener(broken)))
                .isInstanceOf(AssertionError.class);
        RunFolder left = RunFolder.open(run());
        assertThat(left.record().ending().reason()).isEqualTo(EndReason.FAILED);
        assertThat(left.record().ending().message()).contains("no more");
    }

    @Test
    void epochs_thatAreNone_areRefused() throws IOException {
        Path start = npz("epoch-000.npz", 1, 2, 3, 4, 5, 6);
        npz("epoch-10.npz", 1, 2, 3, 4, 5, 6);
        npz("epoch-9.npz", 1, 2, 3, 4, 5, 6);
        Files.writeString(folder.resolve("epoch-x.npz"), "");
        WeightSeries series = WeightSeries.startingAt(start).epoch(3, start);
        assertThatThrownBy(() -> series.epoch(3, start))
                .hasMessageContaining("expected one file of epoch 3, found ");
        assertThatThrownBy(() -> series.epoch(0, start))
                .hasMessageContaining("expected an epoch from 1 on, as 0 is the initial network");
        String pattern = folder.resolve("epoch-{epoch}.npz").toString();
        assertThat(WeightSeries.matching(pattern).files()).containsOnlyKeys(0, 9, 10);
        assertThatThrownBy(() -> WeightSeries.matching("weights/*.npz"))
                .hasMessageContaining("expected a pattern with {epoch} once");
        assertThatThrownBy(() -> WeightSeries.matching(pattern.replace("npz", "onnx")))
                .hasMessageContaining("found none");
        npz("epoch-009.npz", 1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> WeightSeries.matching(pattern))
                .hasMessageContaining("expected one file of each epoch");
        Files.delete(start);
        Files.delete(folder.resolve("epoch-009.npz"));
        assertThatThrownBy(() -> WeightSeries.matching(pattern))
                .hasMessageContaining("expected a file of epoch 0, the untrained network");
    }

    @Test
    void losses_thatAreNone_areRefusedByLine() throws IOException {
        losses("", "found ''");
        losses("loss,val_loss\n", "found 'loss'");
        losses("train.loss\n1\n", "expected a column named epoch, found none");
        losses("epoch,test.loss,validation.test.loss\n", "found 'validation.test.loss'");
        losses("epoch,.loss\n", "found '.loss'");
        losses(
                "epoch,train.loss\n1,x\n",
                "expected a finite number, nan or inf as epochEndLoss in line 2, found 'x'");
        losses("epoch,train.loss\n1,0x1p3\n", "in line 2, found '0x1p3'");
        losses("epoch,train.loss\n1,5d\n", "in line 2, found '5d'");
        losses("epoch,train.loss\n1,1e400\n", "in line 2, found '1e400'");
        losses("epoch,train.accuracy\n1,nan\n", "found nan; leave the cell empty");
        losses("epoch,train.loss\n1\n", "expected 2 cells in line 2 as in the first, found 1");
        losses("epoch,train.loss\n1.5,1\n", "expected a whole number from 0 on");
        losses("epoch,train.loss\n,1\n", "expected a whole number from 0 on");
        losses("epoch\n1\n1\n", "expected every epoch once, found another 1 in line 3");
        losses("epoch,test.accuracy\n1,97.5\n", "divide percentages by 100");
    }

    private void losses(String text, String part) throws IOException {
        Path file = Files.writeString(folder.resolve("losses.csv"), text);
        assertThatThrownBy(() -> LossTable.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " cannot be used: ")
                .hasMessageContaining(part);
    }
}
