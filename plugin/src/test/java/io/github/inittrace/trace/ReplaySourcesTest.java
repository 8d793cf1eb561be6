// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.inittrace.data.NoisyLabelDataSource;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.ReplayVerdict.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.DataSource;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.example.GaussianLabelDataSource;
import org.tribuo.data.columnar.RowProcessor;
import org.tribuo.data.columnar.processors.field.DoubleFieldProcessor;
import org.tribuo.data.columnar.processors.field.IdentityProcessor;
import org.tribuo.data.columnar.processors.response.FieldResponseProcessor;
import org.tribuo.data.csv.CSVDataSource;
import org.tribuo.data.csv.CSVLoader;
import org.tribuo.data.text.impl.BasicPipeline;
import org.tribuo.data.text.impl.SimpleTextDataSource;
import org.tribuo.data.text.impl.TextFeatureExtractorImpl;
import org.tribuo.datasource.AggregateConfigurableDataSource;
import org.tribuo.datasource.IDXDataSource;
import org.tribuo.datasource.LibSVMDataSource;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.util.tokens.impl.BreakIteratorTokenizer;

/** Every source of Tribuo's that says where its files lie can be read again. */
class ReplaySourcesTest {
    @TempDir private Path temp;

    private final LabelFactory labels = new LabelFactory();

    @Test
    void replay_libSvm_isIdenticalAndSaysWhatItReads() throws IOException {
        Path file = libSvm("1");
        List<Path> read = new ArrayList<>();
        RunFolder run = run(new MutableDataset<>(new LibSVMDataSource<>(file, labels)));

        ReplayVerdict verdict = Replay.of(run).onRead(read::add).run();

        assertThat(verdict.isIdentical()).isTrue();
        assertThat(read).containsExactly(file);
    }

    @Test
    void replay_libSvmCountedFromZero_isIdentical() throws IOException {
        assertIdentical(new LibSVMDataSource<>(libSvm("0"), labels));
    }

    @Test
    void replay_libSvmWithARange_isIdentical() throws IOException {
        assertIdentical(new LibSVMDataSource<>(libSvm("1"), labels, false, 12));
    }

    @Test
    void replay_libSvmOfAnAddressOfAFile_isIdentical() throws IOException {
        Path file = Files.move(libSvm("1"), temp.resolve("a name + 100%.svm"));

        assertIdentical(new LibSVMDataSource<>(file.toUri().toURL(), labels));
    }

    @Test
    void replay_idx_isIdentical() throws IOException {
        Path images = idx("images", 2051, new int[] {4, 2, 2}, 16);
        Path numbers = idx("labels", 2049, new int[] {4}, 4);

        assertIdentical(new IDXDataSource<>(images, numbers, labels));
    }

    @Test
    void replay_csvWithARowProcessor_isIdentical() throws IOException {
        RowProcessor<Label> rows =
                new RowProcessor<>(
                        new FieldResponseProcessor<>("y", "", labels),
                        Map.of(
                                "a",
                                new DoubleFieldProcessor("a"),
                                "b",
                                new IdentityProcessor("b")));

        assertIdentical(new CSVDataSource<>(csv(), rows, true));
    }

    @Test
    void replay_csvOfTheLoader_isIdentical() throws IOException {
        Path file = temp.resolve("numbers.csv");
        Files.writeString(file, "a,b,y\n1,2,p\n3,4,q\n-1,0.5,p\n2,2,q\n");

        assertIdentical(new CSVLoader<>(labels).loadDataSource(file, "y"));
    }

    @Test
    void replay_lines_isIdentical() throws IOException {
        Path file = temp.resolve("lines.txt");
        Files.writeString(file, "p##one two three\nq##four five\np##one five\nq##four two\n");
        var words =
                new TextFeatureExtractorImpl<Label>(
                        new BasicPipeline(new BreakIteratorTokenizer(Locale.US), 2));

        assertIdentical(new SimpleTextDataSource<>(file, labels, words));
    }

    @Test
    void replay_madeUpExamples_isIdentical() throws IOException {
        assertIdentical(gaussian());
    }

    @Test
    void replay_aSourceThatOlcutCannotMake_asksForTheData() throws IOException {
        MutableDataset<Label> data =
                new MutableDataset<>(
                        new AggregateConfigurableDataSource<>(List.of(gaussian(), gaussian())));
        RunFolder run = run(data);

        assertThatThrownBy(() -> Replay.of(run).run())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the training data cannot be loaded again from its provenance: its"
                                + " configuration does not suffice: expected a constructor without"
                                + " parameters in"
                                + " org.tribuo.datasource.AggregateConfigurableDataSource, found"
                                + " none; you can hand the data over by Replay.on(...)");
        assertThat(Replay.of(run).on(data).run().isIdentical()).isTrue();
    }

    @Test
    void replay_aPartOfAPart_isIdentical() throws IOException {
        DataSource<Label> part = new TrainTestSplitter<>(gaussian(), 0.8, 3).getTrain();

        assertIdentical(new TrainTestSplitter<>(part, 0.5, 4).getTest());
    }

    @Test
    void replay_wrongLabels_areTheSameOnes() throws IOException {
        DataSource<Label> part = new TrainTestSplitter<>(gaussian(), 0.8, 3).getTrain();

        assertIdentical(new NoisyLabelDataSource(part, 0.25, 9));
    }

    @Test
    void replay_dataMadeDense_isIdentical() throws IOException {
        MutableDataset<Label> data =
                new MutableDataset<>(new LibSVMDataSource<>(libSvm("1"), labels));
        data.densify();

        assertThat(Replay.of(run(data)).run().sentence()).startsWith("identical: ");
    }

    @Test
    void replay_aRegression_isIdentical() throws IOException {
        Trainer<Regressor> trainer =
                new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 3, 1L);
        MutableDataset<Regressor> data =
                new MutableDataset<>(new LibSVMDataSource<>(libSvm("1"), new RegressionFactory()));

        assertThat(Replay.of(trainer.train(data)).run().isIdentical()).isTrue();
    }

    @Test
    void replay_ofASavedModel_isIdentical() throws IOException {
        MutableDataset<Label> data =
                new MutableDataset<>(new LibSVMDataSource<>(libSvm("1"), labels));
        Path file = temp.resolve("model");
        mlp().train(data, Map.of("note", new StringProvenance("note", "mine")))
                .serializeToFile(file);

        assertThat(Replay.of(Model.deserializeFromFile(file)).run().isIdentical()).isTrue();
    }

    @Test
    void replay_afterTheFileChanged_namesItsHash() throws IOException {
        Path file = libSvm("1");
        RunFolder run = run(new MutableDataset<>(new LibSVMDataSource<>(file, labels)));
        Files.writeString(file, Files.readString(file).replace("0.5", "0.25"));

        ReplayVerdict verdict = Replay.of(run).run();

        assertThat(verdict.outcome()).isEqualTo(Outcome.DATA_CHANGED);
        assertThat(verdict.sentence()).startsWith("data changed: datasource.resource-hash was ");
    }

    @Test
    void replay_afterTheFileWent_saysSo() throws IOException {
        Path file = libSvm("1");
        RunFolder run = run(new MutableDataset<>(new LibSVMDataSource<>(file, labels)));
        Files.delete(file);

        assertThatThrownBy(() -> Replay.of(run).run())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the training data cannot be loaded again from its provenance: cannot read "
                                + file
                                + ": it does not exist; you can hand the data over by Replay.on(...)");
    }

    private void assertIdentical(DataSource<Label> source) throws IOException {
        assertThat(Replay.of(run(new MutableDataset<>(source))).run().sentence())
                .startsWith("identical: ");
    }

    private static MLPClassificationTrainer mlp() {
        return MLPClassificationTrainer.builder().hiddenLayers(3).epochs(2).batchSize(2).build();
    }

    private RunFolder run(MutableDataset<Label> data) throws IOException {
        Path folder = temp.resolve("run");
        InitTrace.of(mlp()).runFolder(folder).run(data);
        return RunFolder.open(folder);
    }

    private static GaussianLabelDataSource gaussian() {
        return new GaussianLabelDataSource(
                40,
                5,
                new double[] {0, 0},
                new double[] {1, 0, 0, 1},
                new double[] {2, 2},
                new double[] {1, 0, 0, 1});
    }

    private Path libSvm(String first) throws IOException {
        Path file = temp.resolve("rows.svm");
        Files.writeString(
                file,
                "1 %s:1 2:0.5\n2 %s:-1 2:0.2\n1 %s:2 3:1\n2 %s:-2 2:1\n".replace("%s", first));
        return file;
    }

    private Path csv() throws IOException {
        Path file = temp.resolve("rows.csv");
        Files.writeString(file, "a,b,y\n1,u,p\n3,v,q\n-1,u,p\n2,v,q\n");
        return file;
    }

    private Path idx(String name, int magic, int[] shape, int bytes) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(4 + 4 * shape.length + bytes);
        content.putInt(magic);
        for (int length : shape) {
            content.putInt(length);
        }
        for (int i = 0; i < bytes; i++) {
            content.put((byte) (i % 3 + 1));
        }
        return Files.write(temp.resolve(name), content.array());
    }
}
