// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The published schemas of what is written, and whether it is as they say. What we write ourselves is
 * held to more: every property that a schema has is there, and no other.
 */
final class Schemas {
    private static final String ENDING = ".schema.json";

    /** The properties that may be absent of what we write ourselves, by their places in schemas. */
    private static final Set<String> OPTIONAL =
            Set.of("run/$defs/Ending/figure", "job/earlyStopping");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private static final Map<String, JsonSchema> STRICT = strict();

    private Schemas() {}

    /** The schemas by the names of the files that they are of, without endings. */
    static Map<String, JsonNode> published() {
        Map<String, JsonNode> published = new TreeMap<>();
        try (Stream<Path> files = Files.list(Tools.root().resolve("docs/schema"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                assertThat(name).endsWith(ENDING);
                published.put(
                        name.substring(0, name.length() - ENDING.length()),
                        JSON.readTree(file.toFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return published;
    }

    private static Map<String, JsonSchema> strict() {
        Map<String, JsonSchema> strict = new TreeMap<>();
        published()
                .forEach(
                        (name, schema) -> {
                            close(name, schema);
                            strict.put(name, FACTORY.getSchema(schema));
                        });
        return strict;
    }

    /** Makes a schema demand all properties but optional ones, and let no others pass. */
    private static void close(String place, JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && !object.has("additionalProperties")) {
            ArrayNode required = JSON.createArrayNode();
            for (Map.Entry<String, JsonNode> property : object.get("properties").properties()) {
                if (!OPTIONAL.contains(place + "/" + property.getKey())) {
                    required.add(property.getKey());
                }
            }
            object.set("required", required);
            object.put("additionalProperties", false);
        }
        if (schema.isArray()) {
            schema.forEach(element -> close(place, element));
        }
        for (Map.Entry<String, JsonNode> part : schema.properties()) {
            boolean isPlace = !part.getKey().equals("properties");
            close(isPlace ? place + "/" + part.getKey() : place, part.getValue());
        }
    }

    /** What is wrong with a document, a line each; of a schema as it is published. */
    static List<String> complaints(JsonNode schema, JsonNode document) {
        return lines(FACTORY.getSchema(schema), document);
    }

    private static List<String> lines(JsonSchema schema, JsonNode document) {
        return schema.validate(document).stream().map(Object::toString).toList();
    }

    /** Asserts that every JSON file of a run folder, and of its report, is as its schema says. */
    static void assertRun(Path folder) throws IOException {
        assertThat(folder.resolve("run.json")).exists();
        assertFiles(folder);
        if (Files.exists(folder.resolve("report"))) {
            assertFiles(folder.resolve("report"));
        }
    }

    /** Asserts the same of a sweep and its runs. */
    static void assertSweep(Path folder) throws IOException {
        assertThat(folder.resolve("sweep.json")).exists();
        assertFiles(folder);
        assertDocument("sweep-report", Files.readString(folder.resolve("report/report.json")));
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            for (Path run : runs.filter(Files::isDirectory).toList()) {
                assertRun(run);
            }
        }
    }

    /** Asserts that a document is as a schema says. */
    static void assertDocument(String name, String document) throws IOException {
        JsonSchema schema = STRICT.get(name);
        assertThat(schema).as("schema of " + name).isNotNull();
        assertThat(lines(schema, JSON.readTree(document))).as(name).isEmpty();
    }

    private static void assertFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().matches(".*\\.jsonl?")).toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.jsonl?$", "");
                // index-1-of-4.json is the index of a shard
                JsonSchema schema = STRICT.get(name.replaceFirst("^index-.*", "index"));
                assertThat(schema).as("schema of " + file).isNotNull();
                List<String> complaints = new ArrayList<>();
                for (String document : documents(file)) {
                    complaints.addAll(lines(schema, JSON.readTree(document)));
                }
                assertThat(complaints).as(file.toString()).isEmpty();
            }
        }
    }

    private static List<String> documents(Path file) throws IOException {
        return file.toString().endsWith("l")
                ? Files.readAllLines(file)
                : List.of(Files.readString(file));
    }
}
