// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.StepRate;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** A run of whose record every string has become hostile, from the disk to the page. */
class HostileNamesTest {
    private static final String HOSTILE = "<script>alert(1)</script>&\"'<img src=x onerror=y>";

    /** What the record's readers accept certain words of only. */
    private static final Set<String> WORDS = Set.of("kind", "severity", "reason", "precision");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void everyStringOfARecord_isText() throws Exception {
        MutableDataset<Label> digits = new MutableDataset<>(new DigitsDataSource(400, 7));
        InitTrace.of(
                        MLPClassificationTrainer.builder()
                                .hiddenLayers(16)
                                .learningRate(0.05)
                                .epochs(8)
                                .schedule(new StepRate(100, 7))
                                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                .build())
                .validateOn("test", digits)
                .recording(Recording.full().analysis(true))
                .runFolder(folder)
                .run(digits);
        for (String name : List.of("run.json", "analysis.json")) {
            Path file = folder.resolve(name);
            Files.writeString(file, hostile(JSON.readTree(file.toFile())).toString());
        }
        for (String name : List.of("epochs.jsonl", "conditional.jsonl")) {
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve(name))) {
                lines.add(hostile(JSON.readTree(line)).toString());
            }
            Files.write(folder.resolve(name), lines);
        }

        List<String> complaints = new ArrayList<>();
        Path single = folder.resolve("report.html");
        Path index = RunReport.write(RunFolder.open(folder), null, single, complaints::add);

        assertThat(complaints).isEmpty();
        for (Path file : List.of(index, single)) {
            ParsedPage page = ParsedPage.read(file);
            assertThat(page.all("//script | //img[@src='x'] | //@onerror")).isEmpty();
            assertThat(page.source).doesNotContain("<script").contains("&lt;script");
            assertThat(page.all("//li")).contains(" hidden1.weight" + HOSTILE);
            assertThat(page.all("//section[@id='alarms']//td")).contains("output.weight" + HOSTILE);
            assertThat(page.all("//svg//title")).anyMatch(title -> title.contains(HOSTILE));
            assertThat(page.all("//section[@id='conditional']/h3"))
                    .contains("hidden1.weight" + HOSTILE + " at epoch 8");
        }
    }

    private static JsonNode hostile(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.fieldNames()
                    .forEachRemaining(
                            name -> {
                                if (!WORDS.contains(name)) {
                                    object.set(name, hostile(object.get(name)));
                                }
                            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, hostile(array.get(i)));
            }
        } else if (node instanceof TextNode text) {
            return TextNode.valueOf(text.textValue() + HOSTILE);
        }
        return node;
    }
}
