// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.inittrace.data.NoisyLabelProvenance;
import io.github.inittrace.lifecycle.WeightTensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ModelProto;

/** Models that earlier versions saved are read for ever. {@link GoldenModels} wrote them. */
class GoldenModelTest {

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void deserialize_goldenFile_meansWhatItMeant(String name) throws IOException {
        MLPClassificationModel model = read(name);
        JsonNode meaning =
                new ObjectMapper()
                        .readTree(GoldenModelTest.class.getResource("golden/" + name + ".json"));

        List<String> names = new ArrayList<>();
        meaning.get("tensors").fieldNames().forEachRemaining(names::add);
        assertThat(model.tensors()).extracting(WeightTensor::name).isEqualTo(names);
        for (WeightTensor tensor : model.tensors()) {
            JsonNode expected = meaning.get("tensors").get(tensor.name());
            assertThat(tensor.values()).hasSize(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertThat(tensor.values()[i]).isEqualTo((float) expected.get(i).asDouble());
            }
        }
        for (JsonNode example : meaning.get("examples")) {
            Prediction<Label> prediction = model.predict(example(example));
            assertThat(prediction.getOutput().getLabel()).isEqualTo(example.get("label").asText());
            prediction
                    .getOutputScores()
                    .forEach(
                            (label, score) ->
                                    assertThat(score.getScore())
                                            .isEqualTo(
                                                    example.get("scores").get(label).asDouble()));
        }
    }

    /** That of GoldenModels, under the names that the classes had. */
    @Test
    void deserialize_secondGoldenFile_hasTheProvenanceOfItsWrongLabels() throws IOException {
        MLPClassificationModel model = read("second");

        assertThat(model.getProvenance().getDatasetProvenance().getSourceProvenance())
                .isInstanceOfSatisfying(
                        NoisyLabelProvenance.class,
                        source -> {
                            Map<String, String> members = new TreeMap<>();
                            for (Pair<String, Provenance> member : source) {
                                members.put(member.getA(), member.getB().toString());
                            }
                            assertThat(members)
                                    .containsEntry(NoisyLabelProvenance.SHARE, "0.25")
                                    .containsEntry(NoisyLabelProvenance.SEED, "7");
                            assertThat(members.get(NoisyLabelProvenance.SOURCE))
                                    .contains("io.github.inittrace.data.DigitsDataSource");
                        });
        assertThat(model.getProvenance().getTrainerProvenance().getConfiguredParameters())
                .hasEntrySatisfying("activation", value -> assertThat(value).hasToString("TANH"));
    }

    private static MLPClassificationModel read(String name) throws IOException {
        try (InputStream in = GoldenModelTest.class.getResourceAsStream("golden/" + name + ".pb")) {
            return (MLPClassificationModel) Model.deserialize(ModelProto.parseFrom(in));
        }
    }

    private static ArrayExample<Label> example(JsonNode node) {
        ArrayExample<Label> example = new ArrayExample<>(new Label("unknown"));
        node.get("features")
                .fields()
                .forEachRemaining(
                        field -> example.add(field.getKey(), field.getValue().asDouble()));
        return example;
    }
}
