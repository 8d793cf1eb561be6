// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.lifecycle.WeightTensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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
    @ValueSource(strings = {"first"})
    void deserialize_goldenFile_meansWhatItMeant(String name) throws IOException {
        MLPClassificationModel model;
        try (InputStream in = GoldenModelTest.class.getResourceAsStream("golden/" + name + ".pb")) {
            model = (MLPClassificationModel) Model.deserialize(ModelProto.parseFrom(in));
        }
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

    private static ArrayExample<Label> example(JsonNode node) {
        ArrayExample<Label> example = new ArrayExample<>(new Label("unknown"));
        node.get("features")
                .fields()
                .forEachRemaining(
                        field -> example.add(field.getKey(), field.getValue().asDouble()));
        return example;
    }
}
