// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.TensorDiff;
import io.github.inittrace.measure.Difference;
import io.github.inittrace.measure.PairDistributions;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffReportTest {
    private static final String EVIL = "<script>alert(1)</script>\u0007";

    @TempDir Path folder;

    private static OnnxMl.TensorProto tensor(String name, long seed, double scale, int... shape) {
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder().setName(name).setDataType(1);
        int count = 1;
        for (int length : shape) {
            tensor.addDims(length);
            count *= length;
        }
        ByteBuffer values = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            values.putFloat((float) (scale * random.nextGaussian()));
        }
        return tensor.setRawData(ByteString.copyFrom(values.array())).build();
    }

    private Path model(String file, OnnxMl.TensorProto... tensors) throws IOException {
        OnnxMl.ModelProto model =
                OnnxMl.ModelProto.newBuilder()
                        .setProducerName(EVIL)
                        .setGraph(
                                OnnxMl.GraphProto.newBuilder().addAllInitializer(List.of(tensors)))
                        .build();
        return Files.write(folder.resolve(file), model.toByteArray());
    }

    private Path a() throws IOException {
        return model(
                "a.onnx", tensor("w", 1, 1, 200, 130), tensor("b", 2, 0, 9), tensor(EVIL, 3, 1, 4));
    }

    private Path b() throws IOException {
        return model(
                "b.onnx",
                tensor("w", 4, 1.1, 200, 130),
                tensor("b", 5, 1, 9),
                tensor(EVIL, 6, 1, 5));
    }

    @Test
    void page_hasTheFiguresOfTheDiff_andObeysTheRulesOfPages() throws Exception {
        ModelDiff diff = ModelDiff.of(a(), b());
        ParsedPage page = ParsedPage.read(DiffReport.write(diff, folder.resolve("page")));

        page.assertObeysRules();
        List<List<String>> rows = page.table("Distances");
        assertThat(rows).extracting(row -> row.get(0)).contains("w", "b", "total");
        Difference difference = Objects.requireNonNull(diff.tensor("w").difference());
        assertThat(rows.get(0).subList(1, 3)).containsExactly("200 × 130", "26,000");
        assertThat(Double.parseDouble(rows.get(0).get(5))).isEqualTo(difference.distance());
        assertThat(Double.parseDouble(rows.get(0).get(9))).isEqualTo(difference.maxAbs());
        assertThat(rows.get(0).get(10))
                .isEqualTo(Objects.requireNonNull(diff.tensor("w").maxIndex()).toString());
        assertThat(page.text("//section[@id='pairs']")).contains("<script>", "is [4] in A and [5]");
    }

    @Test
    void pictures_areThere_withATextInTheirPlace() throws Exception {
        Path target = folder.resolve("page");
        ParsedPage page = ParsedPage.read(DiffReport.write(ModelDiff.of(a(), b()), target));
        assertThat(page.all("//img/@src"))
                .hasSize(1)
                .allMatch(src -> Files.exists(target.resolve(src)));
        assertThat(page.all("//img[not(@alt) or @alt='']")).isEmpty();
        assertThat(page.text("//figure[.//img]/figcaption"))
                .startsWith("96 × 96 cells of 200 rows, down, and 130 columns, across");
        assertThat(page.all("//svg[@role='img'][title and desc]")).hasSizeGreaterThan(3);
        assertThat(page.all("//a/@href"))
                .allMatch(link -> link.startsWith("#") || Files.exists(target.resolve(link)));
    }

    @Test
    void histograms_haveTablesOfTheirCounts() throws Exception {
        ModelDiff diff = ModelDiff.of(a(), b());
        ParsedPage page = ParsedPage.read(DiffReport.write(diff, folder.resolve("page")));
        PairDistributions w = Objects.requireNonNull(diff.tensor("w").distributions());
        assertThat(page.table("Values of w"))
                .extracting(row -> row.get(3), row -> row.get(4))
                .containsExactlyElementsOf(
                        IntStream.range(0, w.a().counts().size())
                                .mapToObj(
                                        i ->
                                                tuple(
                                                        Numbers.count(w.a().counts().get(i)),
                                                        Numbers.count(w.b().counts().get(i))))
                                .toList());
        assertThat(page.table("B − A of w"))
                .extracting(row -> row.get(3))
                .containsExactlyElementsOf(
                        w.differences().counts().stream().map(Numbers::count).toList());
    }

    @Test
    void json_hasEveryDigit() throws Exception {
        ModelDiff diff = ModelDiff.of(a(), b());
        DiffReport.write(diff, folder.resolve("page"));
        JsonNode json = new ObjectMapper().readTree(folder.resolve("page/diff.json").toFile());
        assertThat(json.get("tensors")).hasSameSizeAs(diff.tensors());
        for (int i = 0; i < diff.tensors().size(); i++) {
            TensorDiff tensor = diff.tensors().get(i);
            JsonNode written = json.get("tensors").get(i);
            assertThat(written.get("name").asText()).isEqualTo(tensor.name());
            Difference difference = tensor.difference();
            JsonNode figures = written.get("measures").get("difference");
            if (difference == null) {
                assertThat(figures.isNull()).isTrue();
            } else {
                assertThat(figures.get("distance").asDouble()).isEqualTo(difference.distance());
                assertThat(figures.get("unchanged").asLong()).isEqualTo(difference.unchanged());
            }
        }
    }

    @Test
    void page_ofOneModelTwice_saysSo() throws Exception {
        ParsedPage page =
                ParsedPage.read(DiffReport.write(ModelDiff.of(a(), a()), folder.resolve("page")));
        assertThat(page.text("//h1")).isEqualTo("Two models without a difference");
        assertThat(page.text("//section[@id='pairs']")).contains("no difference");
    }

    /** A model without weights: all its numbers are in attributes. */
    private Path scaler(String file, float... offset) throws IOException {
        OnnxMl.NodeProto.Builder node =
                OnnxMl.NodeProto.newBuilder()
                        .setOpType("Scaler")
                        .setDomain("ai.onnx.ml")
                        .setName(EVIL)
                        .addInput("x")
                        .addOutput("y");
        OnnxMl.AttributeProto.Builder attribute =
                node.addAttributeBuilder()
                        .setName("offset")
                        .setType(OnnxMl.AttributeProto.AttributeType.FLOATS);
        for (float value : offset) {
            attribute.addFloats(value);
        }
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
        graph.addInputBuilder().setName("x");
        graph.addOutputBuilder().setName("y");
        OnnxMl.ModelProto model =
                OnnxMl.ModelProto.newBuilder().setGraph(graph.addNode(node)).build();
        return Files.write(folder.resolve(file), model.toByteArray());
    }

    @Test
    void graphs_thatDiffer_haveATableAndAllDigits() throws Exception {
        ModelDiff diff =
                ModelDiff.of(scaler("a.onnx", 1, 2, 3), scaler("b.onnx", 1, 2.25f, 3.125f));
        Path target = folder.resolve("page");
        ParsedPage page = ParsedPage.read(DiffReport.write(diff, target));
        assertThat(page.text("//h1")).isEqualTo("How two models differ");
        assertThat(page.text("//section[@id='graph']/p"))
                .isEqualTo("graph: differs, 1 node in common, 1 of them changed");
        assertThat(page.all("//script")).isEmpty();
        assertThat(page.table("Differences of the graphs"))
                .containsExactly(
                        List.of(
                                "ai.onnx.ml.Scaler '<script>alert(1)</script>?', offset",
                                "2.0",
                                "2.25",
                                "2 of 3 values differ, by up to 0.25 at [1]"));
        JsonNode json = new ObjectMapper().readTree(target.resolve("diff.json").toFile());
        assertThat(json.get("same").asBoolean()).isFalse();
        JsonNode values = json.at("/graph/changed/0/parts/0/values");
        assertThat(values.get("differing").asInt()).isEqualTo(2);
        assertThat(values.get("largest").asDouble()).isEqualTo(0.25);
        assertThat(json.at("/graph/common").asInt()).isEqualTo(1);
    }

    @Test
    void graphs_thatAreTheSame_sayWhatWasCompared() throws Exception {
        Path model = scaler("a.onnx", 1, 2, 3);
        ParsedPage page =
                ParsedPage.read(
                        DiffReport.write(ModelDiff.of(model, model), folder.resolve("page")));
        assertThat(page.text("//section[@id='graph']/p"))
                .isEqualTo("graph: the same, 1 node with attributes, inputs and outputs");
    }
}
