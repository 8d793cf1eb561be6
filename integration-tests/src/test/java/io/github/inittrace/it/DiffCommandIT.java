// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.TensorDiff;
import io.github.inittrace.measure.Difference;
import io.github.inittrace.measure.PairMeasures;
import io.github.inittrace.safetensors.Safetensors;
import io.github.inittrace.safetensors.StoredTensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code inittrace diff}, what it says and what it takes. */
class DiffCommandIT {
    @TempDir private Path folder;

    private Processes.Result diff(String... arguments) throws IOException {
        return InProcess.run(folder, words(arguments));
    }

    private Processes.Result diff(Cli cli, String... arguments) throws IOException {
        return cli.run(folder, words(arguments));
    }

    private static String[] words(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "diff";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return words;
    }

    private static String foreign(String name) throws Exception {
        return ForeignDiffIT.foreign(name).toString();
    }

    private static void assertRefused(Processes.Result result, String... parts) {
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).startsWith("inittrace: ").contains(parts).hasSizeLessThan(1000);
        assertThat(result.err()).doesNotContain("Exception", "at io.github");
    }

    @Test
    void help_namesArgumentsAndExitCodes() throws IOException {
        Processes.Result result = diff("--help");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("Usage: inittrace diff")
                .contains(
                        "A B | RUN",
                        "--json",
                        "Exit codes:",
                        "inittrace diff before.onnx after.onnx");
    }

    @ParameterizedTest
    @CsvSource({
        "'', Missing required parameter: 'A B | RUN'",
        "a.onnx, 'expected two models or one run folder, found a.onnx alone'",
        "a.onnx b.onnx c.onnx, Unmatched argument at index 3: 'c.onnx'",
        "a.onnx b.onnx --jsn, Unknown option: '--jsn'",
        "gone.onnx gone.onnx, cannot read gone.onnx: it does not exist",
        ". ., cannot read .: it is not a file",
    })
    void arguments_wrong_areRefusedInOneSentence(String arguments, String sentence)
            throws IOException {
        assertRefused(diff(arguments.isEmpty() ? new String[0] : arguments.split(" ")), sentence);
    }

    @Test
    void json_hasTheFiguresOfTheApi() throws Exception {
        for (String pair : new String[] {"torch-script-17", "element-types", "external-each"}) {
            String a = foreign(pair + "/start.onnx");
            String b = foreign(pair + "/trained.onnx");
            Processes.Result result = diff("--json", a, b);
            assertThat(result.exit()).isZero();
            assertThat(result.err()).isEmpty();
            Schemas.assertDocument("diff", result.out());
            JsonNode json = new ObjectMapper().readTree(result.out());
            ModelDiff expected = ModelDiff.of(Path.of(a), Path.of(b));
            assertThat(json.get("schema").asInt()).isEqualTo(1);
            assertThat(json.get("a").get("file").asText()).isEqualTo(a);
            assertThat(json.get("tensors")).hasSize(expected.tensors().size());
            for (int i = 0; i < expected.tensors().size(); i++) {
                TensorDiff tensor = expected.tensors().get(i);
                JsonNode found = json.get("tensors").get(i);
                assertThat(found.get("name").asText()).isEqualTo(tensor.pair().a().name());
                assertFigures(found.get("measures"), tensor.measures());
            }
            assertFigures(json.get("total"), expected.total());
        }
    }

    private static void assertFigures(JsonNode found, PairMeasures expected) {
        if (expected == null) {
            assertThat(found.isNull()).isTrue();
            return;
        }
        Difference difference = Objects.requireNonNull(expected.difference());
        assertFigure(found.at("/a/norm"), expected.a().norm());
        assertFigure(found.at("/b/max"), expected.b().max());
        assertFigure(found.at("/b/moments/kurtosis"), expected.b().moments().kurtosis());
        assertFigure(found.at("/difference/distance"), difference.distance());
        assertFigure(found.at("/difference/maxAbs"), difference.maxAbs());
        assertFigure(found.at("/difference/cosine"), difference.cosine());
        assertThat(found.at("/difference/unchanged").asLong()).isEqualTo(difference.unchanged());
        assertFigure(found.at("/distribution/wasserstein"), expected.distribution().wasserstein());
        assertFigure(
                found.at("/distribution/kolmogorovSmirnov"),
                expected.distribution().kolmogorovSmirnov());
    }

    private static void assertFigure(JsonNode found, Double expected) {
        assertThat(found.isMissingNode()).isFalse();
        assertThat(found.isNull() ? null : (Double) found.asDouble()).isEqualTo(expected);
    }

    @Test
    void sameFileTwice_hasNoDifference() throws Exception {
        String model = foreign("keras/trained.onnx");
        Processes.Result result = diff(Cli.here(), model, model);
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("no difference");
        Processes.Result other = diff(model, foreign("keras/start.onnx"));
        assertThat(other.exit()).isZero();
        assertThat(other.out()).contains("total").doesNotContain("no difference");
    }

    private void safetensors(String name, float last) throws IOException {
        StoredTensor w = StoredTensor.of("w", List.of(3), new float[] {1, 2, last});
        Files.write(folder.resolve(name), new Safetensors(Map.of(), List.of(w)).bytes());
    }

    @Test
    void filesWithoutGraph_areComparedByTheirTensors() throws Exception {
        safetensors("a.safetensors", 3);
        safetensors("b.safetensors", 5);
        Processes.Result result = diff("a.safetensors", "b.safetensors", "--html", "page");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("A  a.safetensors, tensors without a graph")
                .contains("graph: none in either file")
                .containsPattern("w +\\[3] +3 +3\\.742 +5\\.477 +2 ");
        assertThat(Files.readString(folder.resolve("page/index.html")))
                .contains("graph: none in either file");

        Processes.Result other = diff("a.safetensors", foreign("keras/start.onnx"));
        assertRefused(other, "have no tensor in common");
    }

    /** A model whose numbers are all in attributes, as scikit-learn's are. */
    private void scaler(String file, float offset, int nodes) throws IOException {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
        graph.addInputBuilder().setName("v0");
        graph.addOutputBuilder().setName("v" + nodes);
        for (int i = 0; i < nodes; i++) {
            graph.addNodeBuilder()
                    .setOpType("Scaler")
                    .setDomain("ai.onnx.ml")
                    .setName("scale")
                    .addInput("v" + i)
                    .addOutput("v" + (i + 1))
                    .addAttributeBuilder()
                    .setName("offset")
                    .setType(OnnxMl.AttributeProto.AttributeType.FLOATS)
                    .addFloats(offset)
                    .addFloats(0.5f);
        }
        Files.write(
                folder.resolve(file),
                OnnxMl.ModelProto.newBuilder().setGraph(graph).build().toByteArray());
    }

    @Test
    void numbersInAttributes_areComparedWithoutAnyWeights() throws IOException {
        scaler("a.onnx", 1, 1);
        scaler("b.onnx", 2, 1);
        Processes.Result result = diff("a.onnx", "b.onnx");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .containsExactly(
                        "A  a.onnx",
                        "B  b.onnx",
                        "",
                        "graph: differs, 1 node in common, 1 of them changed",
                        "  ai.onnx.ml.Scaler 'scale', offset: 1.0 in A, 2.0 in B; 1 of 2 values"
                                + " differ, by up to 1 at [0]",
                        "",
                        "there are no weights, the graphs differ: 1 node changed"
                                + " (ai.onnx.ml.Scaler)");
        assertThat(diff("a.onnx", "a.onnx").out()).contains("no difference");
    }

    @Test
    void graphs_thatDifferInAThousandPlaces_areShownInPart() throws IOException {
        scaler("a.onnx", 1, 1000);
        scaler("b.onnx", 2, 1001);
        Processes.Result result = diff("a.onnx", "b.onnx");
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines()).hasSize(27);
        assertThat(result.out().lines().skip(3).limit(22)).allMatch(line -> line.length() <= 100);
        assertThat(result.out()).contains("  and 982 more; --json has all of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zeros", "unknown", "nodes", "raw", "archive"})
    void halfAGigabyteOfHostility_inASmallHeap_isRefusedInOneSentence(String kind)
            throws IOException {
        Path file = folder.resolve("big.onnx");
        byte[] start =
                switch (kind) {
                    case "zeros" -> new byte[0];
                    // An unknown field of 2^28 bytes, a node, raw data that is not finished.
                    case "unknown" ->
                            new byte[] {8, 8, (byte) 0xc2, 0x3e, -128, -128, -128, -128, 1};
                    case "raw" ->
                            new byte[] {8, 8, 0x3a, -1, -1, -1, 127, 0x2a, -1, -1, -1, 127, 74, -1};
                    case "archive" -> "PK\3\4".getBytes(StandardCharsets.ISO_8859_1);
                    default -> nodes();
                };
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(start);
            sparse.setLength(500L << 20);
        }
        assertRefused(diff(Cli.here().with("-Xmx64m"), "big.onnx", "big.onnx"), "big.onnx ");
    }

    /** A graph that is said to have 2^28 bytes, of which the first million are empty nodes. */
    private static byte[] nodes() {
        byte[] bytes = new byte[2_000_000];
        byte[] start = {8, 8, 0x3a, -128, -128, -128, -128, 1};
        for (int i = start.length; i < bytes.length; i += 2) {
            bytes[i] = 0x0a;
        }
        System.arraycopy(start, 0, bytes, 0, start.length);
        return bytes;
    }

    @Test
    void weights_moreThanTheHeapHolds_areComparedInBins() throws Exception {
        int count = 3_000_000;
        for (String name : new String[] {"a", "b"}) {
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve(name + ".onnx").toFile(), "rw")) {
                // A float32 tensor [count] named w, up to the tag of its raw data.
                byte[] tensor =
                        joined(new byte[] {8}, varint(count), new byte[] {16, 1, 66, 1, 'w', 74});
                byte[] length = varint(4 * count);
                long size = tensor.length + length.length + 4L * count;
                byte[] graph = joined(new byte[] {0x2a}, varint((int) size));
                file.write(joined(new byte[] {8, 8, 0x3a}, varint((int) size + graph.length)));
                file.write(joined(graph, tensor, length));
                long at = file.getFilePointer();
                file.setLength(at + 4L * count);
                if (name.equals("b")) {
                    file.seek(at + 4L * 1_234_567);
                    file.write(new byte[] {0, 0, (byte) 0x80, 0x3f}); // 1, little-endian
                }
            }
        }
        Processes.Result result = diff(Cli.here().with("-Xmx128m"), "--json", "a.onnx", "b.onnx");
        assertThat(result.err()).isEmpty();
        JsonNode total = new ObjectMapper().readTree(result.out()).get("total");
        assertThat(total.at("/difference/maxAbs").asDouble()).isEqualTo(1);
        assertThat(total.at("/difference/unchanged").asInt()).isEqualTo(count - 1);
        double w = total.at("/distribution/wasserstein").asDouble();
        double error = total.at("/distribution/wassersteinError").asDouble();
        assertThat(1.0 / count).isBetween(w - error, w + error);
        assertThat(error).isPositive().isLessThan(0.01 * w);
    }

    private static byte[] varint(int value) {
        byte[] bytes = new byte[5];
        int size = 0;
        for (int rest = value; rest != 0 || size == 0; rest >>>= 7) {
            bytes[size++] = (byte) (rest >>> 7 == 0 ? rest : rest & 127 | 128);
        }
        return Arrays.copyOf(bytes, size);
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
