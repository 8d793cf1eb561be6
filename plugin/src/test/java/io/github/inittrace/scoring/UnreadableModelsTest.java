// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.onnx.NamedExport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.regression.Regressor;

/** Whatever cannot be read back is refused with one sentence. */
class UnreadableModelsTest {
    @TempDir private static Path temp;
    private static Path good;

    @BeforeAll
    static void train() throws IOException {
        Path folder = temp.resolve("run");
        InitTrace.of(new LogisticRegressionTrainer())
                .runFolder(folder)
                .run(new MutableDataset<>(new DigitsDataSource(60, 1)));
        good = folder.resolve(RunFolder.TRAINED);
    }

    @Test
    void file_ofAnotherProgram_isRefused() throws IOException {
        Path file = write("foreign.onnx", parse(good).toBuilder().clearMetadataProps().build());
        assertRefused(
                () -> ExternalModels.read(file, Label.class),
                file
                        + " was not exported by InitTrace: expected inittrace.features in its"
                        + " metadata, found none; use a file of a run folder");
    }

    @Test
    void file_cutShortAnywhere_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(good);
        Path file = temp.resolve("cut.onnx");
        for (int length = 0; length < whole.length; length += whole.length / 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(catchThrowable(() -> ExternalModels.read(file, Label.class).close()))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .message()
                    .startsWith(file.toString())
                    .doesNotContain("\n");
        }
    }

    @Test
    void file_thatIsNoOnnx_isRefused() throws IOException {
        Path file = Files.writeString(temp.resolve("text.onnx"), "not a network at all\n");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ExternalModels.read(file, Label.class))
                .withMessageStartingWith(file + " is not a complete ONNX model: ")
                .withMessageNotContaining("\n");
    }

    @Test
    void file_thatDoesNotExist_isRefused() {
        Path file = temp.resolve("nowhere.onnx");
        assertRefused(
                () -> ExternalModels.read(file, Label.class),
                "cannot read " + file + ": it does not exist");
    }

    @Test
    void outputs_ofAnotherKind_areRefused() {
        assertRefused(
                () -> ExternalModels.read(good, Regressor.class),
                good + " has outputs of the kind label, expected regression");
    }

    @Test
    void kind_thatAnOlderFileDoesNotTell_isTheOneAskedFor() throws IOException {
        OnnxMl.ModelProto model = parse(good);
        OnnxMl.ModelProto.Builder older = model.toBuilder().clearMetadataProps();
        model.getMetadataPropsList().stream()
                .filter(entry -> !entry.getKey().equals("inittrace.outputs"))
                .filter(entry -> !entry.getKey().equals("inittrace.probabilities"))
                .forEach(older::addMetadataProps);
        Path file = write("older.onnx", older.build());

        try (var read = ExternalModels.read(file, Label.class)) {
            assertThat(read.generatesProbabilities()).isTrue();
        }
    }

    @Test
    void names_thatAreTwiceTheSameOrNoList_areRefused() throws IOException {
        Path twice = write("twice.onnx", with("inittrace.labels", "[\"1\",\"1\"]"));
        assertRefused(
                () -> ExternalModels.read(twice, Label.class),
                twice + " is corrupt: inittrace.labels in its metadata holds a name twice");
        for (String json : new String[] {"{", "7", "null", "[null]", ""}) {
            Path none = write("none.onnx", with("inittrace.features", json));
            assertRefused(
                    () -> ExternalModels.read(none, Label.class),
                    none + " is corrupt: inittrace.features in its metadata is no list of names");
        }
    }

    @Test
    void graph_thatTheRuntimeRefuses_isRefusedInItsWords() throws IOException {
        OnnxMl.ModelProto.Builder model = parse(good).toBuilder();
        model.getGraphBuilder().getNodeBuilder(0).setOpType("NoSuchOperator");
        Path file = write("operator.onnx", model.build());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ExternalModels.read(file, Label.class))
                .withMessageStartingWith("cannot load " + file + ": ONNX Runtime says ")
                .withMessageContaining("NoSuchOperator")
                .withMessageNotContaining("\n");
    }

    @Test
    void run_withoutTheNetwork_isRefused() throws IOException {
        Path folder = temp.resolve("unfinished");
        InitTrace.of(new LogisticRegressionTrainer())
                .runFolder(folder)
                .run(new MutableDataset<>(new DigitsDataSource(60, 1)));
        Files.delete(folder.resolve(RunFolder.TRAINED));
        RunFolder run = RunFolder.open(folder);
        assertRefused(
                () -> ExternalModels.trained(run, Label.class),
                folder + " holds no trained.onnx: training has not ended with a model");
        Files.delete(folder.resolve(RunFolder.INITIAL));
        assertRefused(
                () -> ExternalModels.initial(run, Label.class),
                folder + " holds no initial.onnx: the trainer's model cannot be exported as ONNX");
    }

    @Test
    void outputs_ofAnUnknownType_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalModels.read(good, rawType()))
                .withMessage("outputs must be Label, MultiLabel or Regressor, found Output");
    }

    @Test
    void runtime_thatIsNotOnTheClassPath_isNamedWithWhatToAdd() throws Exception {
        URL[] without =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("tribuo-onnx"))
                        .filter(entry -> !entry.contains("onnxruntime"))
                        .map(UnreadableModelsTest::url)
                        .toArray(URL[]::new);
        try (URLClassLoader loader =
                new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
            @SuppressWarnings("unchecked") // the class of that name beside the test
            Function<Path, String> caller =
                    (Function<Path, String>)
                            loader.loadClass(Caller.class.getName()).getConstructor().newInstance();

            assertThat(caller.apply(good))
                    .isEqualTo(
                            "cannot load "
                                    + good
                                    + ": expected ONNX Runtime on the class path, found none; add"
                                    + " io.github.inittrace:inittrace-scoring");
        }
    }

    /** Somebody's code, for the class loader that lacks ONNX Runtime. */
    public static final class Caller implements Function<Path, String> {
        @Override
        public String apply(Path file) {
            try (ONNXExternalModel<Label> model = ExternalModels.read(file, Label.class)) {
                return model.getName();
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    private static void assertRefused(ThrowingCallable code, String sentence) {
        assertThatExceptionOfType(IOException.class).isThrownBy(code).withMessage(sentence);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what a caller without generics can do
    private static Class<Label> rawType() {
        return (Class) Output.class;
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static OnnxMl.ModelProto with(String key, String value) throws IOException {
        OnnxMl.ModelProto model = parse(good);
        OnnxMl.ModelProto.Builder changed = model.toBuilder().clearMetadataProps();
        for (OnnxMl.StringStringEntryProto entry : model.getMetadataPropsList()) {
            changed.addMetadataProps(
                    entry.getKey().equals(key) ? NamedExport.property(key, value) : entry);
        }
        return changed.build();
    }

    private static OnnxMl.ModelProto parse(Path file) throws IOException {
        return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file));
    }

    private static Path write(String name, OnnxMl.ModelProto model) throws IOException {
        return Files.write(temp.resolve(name), model.toByteArray());
    }
}
