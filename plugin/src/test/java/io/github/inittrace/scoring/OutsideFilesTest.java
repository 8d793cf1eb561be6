// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.scoring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

/** ONNX Runtime is given no model that would have it read what does not lie with the model. */
class OutsideFilesTest {
    @TempDir private Path temp;
    private Path model = Path.of("");

    @BeforeEach
    void train() throws IOException {
        Path run = temp.resolve("run");
        InitTrace.of(new LogisticRegressionTrainer())
                .runFolder(run)
                .run(new MutableDataset<>(new DigitsDataSource(60, 1)));
        model = run.resolve("trained.onnx");
        Files.write(temp.resolve("secret"), new byte[1 << 16]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/hostname"})
    void scores_valuesOutsideTheFolder_areNotRead(String location) throws IOException {
        OnnxMl.ModelProto.Builder changed = parse();
        keepOutside(changed.getGraphBuilder().getInitializerBuilder(0), location);
        Files.write(model, changed.build().toByteArray());

        assertRefused(
                "keeps its values in '"
                        + location
                        + "', expected a file in the model's folder; such a file is not read");
    }

    @Test
    void scores_valuesOfAnAttributeOutsideTheFolder_areNotRead() throws IOException {
        OnnxMl.ModelProto.Builder changed = parse();
        OnnxMl.AttributeProto.Builder attribute =
                changed.getGraphBuilder()
                        .getNodeBuilder(0)
                        .addAttributeBuilder()
                        .setName("any")
                        .setType(OnnxMl.AttributeProto.AttributeType.TENSOR);
        keepOutside(attribute.getTBuilder().setDataType(1), "../secret");
        Files.write(model, changed.build().toByteArray());

        assertRefused(
                "keeps its values in '../secret', expected a file in the model's folder; such a"
                        + " file is not read");
    }

    @Test
    void scores_valuesAtAnAddressInMemory_areNotRead() throws IOException {
        String location = "*/_ORT_MEM_ADDR_/*";
        Path file = model.resolveSibling(location);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[1 << 16]);
        OnnxMl.ModelProto.Builder changed = parse();
        keepOutside(changed.getGraphBuilder().getInitializerBuilder(0), location);
        Files.write(model, changed.build().toByteArray());

        assertRefused(
                "keeps its values at an address in memory, expected a file in the model's folder");
    }

    private void assertRefused(String complaint) {
        String start = model + " cannot be used: tensor '";
        assertThatThrownBy(() -> RawScores.of(model, new float[1][784]))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(start)
                .hasMessageEndingWith("' " + complaint);
        assertThatThrownBy(() -> ExternalModels.read(model, Label.class))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(start)
                .hasMessageEndingWith("' " + complaint);
    }

    private OnnxMl.ModelProto.Builder parse() throws IOException {
        return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
    }

    private static void keepOutside(OnnxMl.TensorProto.Builder tensor, String location) {
        tensor.clearRawData()
                .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        OnnxMl.StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue(location));
    }
}
