// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;

/** The schemas in docs/schema: well formed, described, linked, and able to refuse. */
class SchemaIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void schemas_areSchemasWithDescriptionsAndLinks() throws IOException {
        StringBuilder pages = new StringBuilder();
        for (String page :
                List.of("run-folder", "sweep", "compare", "diff", "reproduce", "matrix-models")) {
            pages.append(Files.readString(Tools.root().resolve("docs/" + page + ".md")));
        }
        JsonNode meta = JSON.createObjectNode().put("$ref", JsonMetaSchema.getV202012().getIri());
        assertThat(Schemas.published()).hasSize(18);
        Schemas.published()
                .forEach(
                        (name, schema) -> {
                            assertThat(schema.path("$schema").asText())
                                    .isEqualTo(JsonMetaSchema.getV202012().getIri());
                            assertThat(Schemas.complaints(meta, schema)).as(name).isEmpty();
                            assertDescribed(name, schema);
                            assertThat(pages).contains("(schema/" + name + ".schema.json)");
                        });
    }

    private static void assertDescribed(String path, JsonNode schema) {
        schema.path("properties")
                .properties()
                .forEach(
                        property ->
                                assertThat(property.getValue().path("description").asText())
                                        .as(path + "/" + property.getKey())
                                        .isNotBlank());
        schema.properties().forEach(e -> assertDescribed(path + "/" + e.getKey(), e.getValue()));
    }

    @Test
    void schemas_ofARunThatStoppedEarly_haveItsFigure(@TempDir Path temp) throws IOException {
        Processes.Result result =
                InProcess.run(
                        temp,
                        "run",
                        "-q",
                        "--hidden",
                        "3",
                        "--stop-early",
                        "epochEndLoss",
                        "--patience",
                        "1",
                        "--min-change",
                        "5",
                        "--resumable",
                        "every=1",
                        "-o",
                        "run");
        assertThat(result.exit()).as(result.err()).isZero();
        Path run = temp.resolve("run");
        Schemas.assertRun(run);
        JsonNode record = JSON.readTree(run.resolve("run.json").toFile());
        assertThat(record.path("ending").path("figure").asText()).isEqualTo("epochEndLoss");
        JsonNode job = JSON.readTree(run.resolve("job.json").toFile());
        assertThat(job.path("earlyStopping").path("patience").asInt()).isEqualTo(1);
    }

    @Test
    void schemas_refuseWhatIsNoneOfOurs(@TempDir Path temp) throws IOException {
        Path run = temp.resolve("run");
        InitTrace.of(MLPClassificationTrainer.builder().hiddenLayers(3).epochs(1).build())
                .recording(Recording.full().keepBest("epochEndAccuracy"))
                .runFolder(run)
                .run(new MutableDataset<>(new DigitsDataSource(30, 1)));
        Schemas.assertRun(run);
        assertThat(run.resolve("best.json")).exists();
        JsonNode schema = Schemas.published().get("epochs");
        ObjectNode line =
                (ObjectNode) JSON.readTree(Files.readAllLines(run.resolve("epochs.jsonl")).get(1));
        assertThat(Schemas.complaints(schema, line)).isEmpty();
        line.put("ofAFutureRelease", 1); // readers are to let that pass
        line.putNull("epochEndLoss");
        assertThat(Schemas.complaints(schema, line)).isEmpty();
        line.put("index", -1);
        line.put("epochEndAccuracy", 1.5);
        line.remove("total");
        ((ObjectNode) line.path("tensors").path(0)).put("distance", "far");
        assertThat(Schemas.complaints(schema, line)).hasSize(4);
    }
}
