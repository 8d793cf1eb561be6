// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.inittrace.onnx.NamedExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;

/** Training that starts from a file; the reading of files that others wrote is OnnxMLPTest's. */
class StartFromTest {
    private final Dataset<Label> data = Blobs.of(130, 6, 3, 2);

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void exportUntrainedNetwork() throws IOException {
        file = export(drawn().epochs(0).build(), data, "start.onnx");
    }

    private Path export(MLPClassificationTrainer trainer, Dataset<Label> examples, String name)
            throws IOException {
        Path to = folder.resolve(name);
        trainer.train(examples).saveONNXModel("test", 1, to);
        return to;
    }

    private static MLPClassificationTrainer.Builder drawn() {
        return MLPClassificationTrainer.builder().hiddenLayers(9, 8).epochs(3).batchSize(50);
    }

    private static MLPClassificationTrainer.Builder started(Path file) {
        return MLPClassificationTrainer.builder().startFrom(file).epochs(3).batchSize(50);
    }

    private static void assertRefused(MLPClassificationTrainer.Builder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** The file without the names of inputs and outputs. */
    private static Path withoutNames(Path file) throws IOException {
        OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file));
        return Files.write(file, model.toBuilder().clearMetadataProps().build().toByteArray());
    }

    @Test
    void train_fromTheStartOfADrawnTraining_givesItsBits() {
        ReproducibilityTest.assertSameBits(
                started(file).build().train(data).tensors(), drawn().build().train(data).tensors());
    }

    @Test
    void train_fromAFile_startsWithItsBits() throws IOException {
        Path trained = export(drawn().build(), data, "trained.onnx");

        ReproducibilityTest.assertSameBits(
                started(trained).epochs(0).build().train(data).tensors(),
                drawn().build().train(data).tensors());
    }

    @Test
    void trainer_throughProvenance_isRebuiltAndStartsAgain() {
        MLPClassificationTrainer trainer = started(file).build();
        Helpers.testConfigurableRoundtrip(trainer);
        MLPClassificationModel model = trainer.train(data);
        Helpers.testProvenanceMarshalling(model.getProvenance());

        ReproducibilityTest.assertSameBits(rebuilt(model).train(data).tensors(), model.tensors());
        assertThat(rebuilt(model))
                .hasToString(trainer.toString())
                .asString()
                .contains("hiddenLayers=[9, 8]", "bias=true,startFrom=" + file + ",feature");
    }

    private static MLPClassificationTrainer rebuilt(MLPClassificationModel model) {
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
        return (MLPClassificationTrainer)
                manager.lookup(manager.listAll(MLPClassificationTrainer.class).get(0));
    }

    @Test
    void trainer_rebuiltAfterTheFileChangedOrWent_saysSo() throws IOException {
        MLPClassificationModel model = started(file).build().train(data);
        export(drawn().build(), data, "start.onnx");

        assertThatThrownBy(() -> rebuilt(model))
                .isInstanceOf(PropertyException.class)
                .hasMessageContaining(
                        "the weights to start from have changed: expected "
                                + file
                                + " with SHA-256 ");

        Files.delete(file);
        assertThatThrownBy(() -> rebuilt(model))
                .isInstanceOf(PropertyException.class)
                .hasMessageContaining("cannot read " + file + ": it does not exist");
    }

    @Test
    void train_labelsInAnotherOrder_areMatchedByName() throws IOException {
        OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file));
        MLPClassificationModel named = started(file).epochs(0).build().train(data);
        List<String> labels = NamedExport.outputs(named);
        List<String> features = NamedExport.features(named);
        OnnxMl.ModelProto.Builder turned = model.toBuilder().clearMetadataProps();
        turned.addMetadataProps(
                NamedExport.property(
                        "inittrace.labels",
                        json(List.of(labels.get(2), labels.get(0), labels.get(1)))));
        turned.addMetadataProps(
                NamedExport.property(
                        "inittrace.features",
                        json(
                                List.of(
                                        features.get(5),
                                        features.get(1),
                                        features.get(2),
                                        features.get(3),
                                        features.get(4),
                                        features.get(0)))));
        Files.write(file, turned.build().toByteArray());

        MLPClassificationModel matched = started(file).epochs(0).build().train(data);

        float[] before = named.tensor("output.weight").values();
        float[] after = matched.tensor("output.weight").values();
        for (int i = 0; i < 8; i++) {
            assertThat(after[3 * i + 2]).isEqualTo(before[3 * i]);
            assertThat(after[3 * i]).isEqualTo(before[3 * i + 1]);
            assertThat(after[3 * i + 1]).isEqualTo(before[3 * i + 2]);
        }
        float[] first = named.tensor("hidden1.weight").values();
        float[] turnedFirst = matched.tensor("hidden1.weight").values();
        for (int j = 0; j < 9; j++) {
            assertThat(turnedFirst[j]).isEqualTo(first[5 * 9 + j]);
            assertThat(turnedFirst[5 * 9 + j]).isEqualTo(first[j]);
            assertThat(turnedFirst[9 + j]).isEqualTo(first[9 + j]);
        }
    }

    private static String json(List<String> names) {
        return "[\"" + String.join("\",\"", names) + "\"]";
    }

    @Test
    void train_namesThatTheDataLacks_areRefused() throws IOException {
        MLPClassificationTrainer trainer = started(file).build();
        Dataset<Label> others = numbered(List.of("a", "b", "c"), "class-0", "class-1", "class-2");
        assertThatThrownBy(() -> trainer.train(others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the weights to start from must be for the 3 features and 3 labels of the"
                                + " data, found 6 inputs and 3 outputs in "
                                + file);

        Dataset<Label> renamed =
                numbered(List.of("0000", "0001", "0002", "0003", "0004", "5"), "0", "1", "2");
        assertThatThrownBy(() -> trainer.train(renamed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the weights to start from must be for the data's feature '5', found none"
                                + " of that name in "
                                + file);
    }

    @Test
    void train_numbersForNames_areTakenInTheirOrder() throws IOException {
        // "10" comes before "9" in the alphabet, and so do Tribuo's ids.
        Dataset<Label> counted = numbered(List.of("9", "10"), "2", "0", "1");
        MLPClassificationModel alphabetical =
                drawn().hiddenLayers().epochs(0).build().train(counted);
        Path plain =
                withoutNames(
                        export(drawn().hiddenLayers().epochs(0).build(), counted, "plain.onnx"));

        MLPClassificationModel model = started(plain).epochs(0).build().train(counted);

        float[] file = alphabetical.tensor("output.weight").values();
        float[] matched = model.tensor("output.weight").values();
        assertThat(model.getFeatureIDMap().get(0).getName()).isEqualTo("10");
        for (int id = 0; id < 3; id++) {
            int column = Integer.parseInt(model.getOutputIDInfo().getOutput(id).getLabel());
            assertThat(matched[id]).isEqualTo(file[3 + column]); // feature 10 is the second
            assertThat(matched[3 + id]).isEqualTo(file[column]);
        }
    }

    private static Dataset<Label> numbered(List<String> features, String... labels) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> made =
                new MutableDataset<>(new SimpleDataSourceProvenance("numbered", factory), factory);
        String[] names = features.toArray(String[]::new);
        for (int i = 0; i < labels.length; i++) {
            double[] values = new double[names.length];
            Arrays.fill(values, i + 1);
            made.add(new ArrayExample<>(new Label(labels[i]), names, values));
        }
        return made;
    }

    @Test
    void build_settingsThatAreNotTheFiles_areRefused() {
        assertRefused(
                started(file).hiddenLayers(9, 9),
                "the hidden layers must be those of "
                        + file
                        + ", [9, 8], found [9, 9]; leave them out to take the file's");
        assertRefused(
                started(file).activation(Activation.TANH),
                "the activation must be that of " + file + ", RELU, found TANH");
        assertRefused(
                started(file).bias(false),
                file
                        + " has biases, a trainer without them cannot start from it; let it have some");
        assertThat(started(file).hiddenLayers(9, 8).build().toString()).contains("[9, 8]");
    }

    @Test
    void build_whatWouldDrawWeights_isRefused() {
        String refused =
                "weights that start from a file are not drawn: leave out the initialisers, their"
                        + " scales and the mark, or leave out "
                        + file;
        assertRefused(started(file).initialiser(Initialiser.HE_NORMAL), refused);
        assertRefused(started(file).biasInitialiser(Initialiser.FAN_IN_UNIFORM), refused);
        assertRefused(
                started(file).mark(WeightMask.letterA("hidden2.weight", WeightMask.Zeroed.LETTER)),
                refused);
    }

    @Test
    void build_scalingInTheFile_mustBeTheTrainers() throws IOException {
        Path scaled =
                export(
                        drawn().featureScaling(FeatureScaling.MINUS_ONE_TO_ONE).epochs(0).build(),
                        data,
                        "scaled.onnx");

        assertRefused(
                started(scaled).featureScaling(FeatureScaling.DIVIDE_BY_255),
                "the feature scaling must be that of "
                        + scaled
                        + ", x * 0.00784314 + -1.00000, found DIVIDE_BY_255, x * 0.00392157 +"
                        + " 0.00000");
        started(scaled).featureScaling(FeatureScaling.MINUS_ONE_TO_ONE).build();
        // A file that does not scale may have been trained on values that were.
        started(file).featureScaling(FeatureScaling.DIVIDE_BY_255).build();
    }

    @Test
    void train_fileWithoutBiases_startsThemAtZero() throws IOException {
        Path unbiased = export(drawn().bias(false).epochs(0).build(), data, "unbiased.onnx");

        MLPClassificationModel model = started(unbiased).epochs(0).build().train(data);

        assertThat(model.tensor("hidden1.bias").values()).containsOnly(0f).hasSize(9);
        assertThat(started(unbiased).bias(false).epochs(0).build().train(data).tensors())
                .hasSize(3);
    }
}
