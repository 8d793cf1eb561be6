// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.diff.GraphNode;
import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.TensorDiff;
import io.github.inittrace.measure.Difference;
import io.github.inittrace.measure.Moments;
import io.github.inittrace.measure.PairMeasures;
import io.github.inittrace.onnx.OnnxFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models that other tools wrote, compared by us and by numpy and scipy: {@code foreign_models.py}
 * wrote the models, {@code foreign_figures.py} the expectations.
 */
class ForeignDiffIT {
    private static final double RELATIVE = 1e-9;

    static Path foreign(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ForeignDiffIT.class.getResource("foreign")).toURI())
                .resolve(name);
    }

    private static JsonNode expected(String pair) throws Exception {
        return new ObjectMapper().readTree(foreign("expected.json").toFile()).get(pair);
    }

    private static ModelDiff diff(String pair) throws Exception {
        return ModelDiff.of(
                foreign(pair).resolve("start.onnx"), foreign(pair).resolve("trained.onnx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch-script-7",
                "torch-script-9",
                "torch-script-13",
                "torch-script-17",
                "torch-dynamo",
                "keras",
                "matmul",
                "float-typed",
                "float16",
                "float16-typed",
                "bfloat16",
                "bfloat16-typed",
                "float64",
                "float64-typed",
                "external-one",
                "external-each",
                "constants",
                "subgraphs",
                "sparse",
                "quantised",
                "newest-opset"
            })
    void figures_ofModelsWeDidNotWrite_areThoseOfNumpyAndScipy(String pair) throws Exception {
        ModelDiff diff = diff(pair);
        Map<String, TensorDiff> found = byPlainName(diff);
        JsonNode expected = expected(pair);
        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        StreamSupport.stream(expected.get("tensors").spliterator(), false)
                                .map(tensor -> tensor.get("name").asText())
                                .toList());
        for (JsonNode tensor : expected.get("tensors")) {
            TensorDiff ours = Objects.requireNonNull(found.get(tensor.get("name").asText()));
            assertFigures(tensor, Objects.requireNonNull(ours.measures()));
            if (!tensor.get("maxAbsAt").isNull()) {
                assertThat(ours.maxIndex()).isEqualTo(integers(tensor.get("maxAbsAt")));
            }
        }
        assertFigures(expected.get("total"), Objects.requireNonNull(diff.total()));
        assertThat(diff.onlyInA()).isEmpty();
        assertThat(diff.onlyInB()).isEmpty();
    }

    private static Map<String, TensorDiff> byPlainName(ModelDiff diff) {
        return diff.tensors().stream()
                .collect(
                        Collectors.toMap(
                                tensor -> tensor.pair().a().name().replaceFirst(".*/", ""),
                                Function.identity()));
    }

    private static List<Integer> integers(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false).map(JsonNode::asInt).toList();
    }

    private static void assertFigures(JsonNode expected, PairMeasures found) {
        Difference difference = Objects.requireNonNull(found.difference());
        assertThat(difference.count()).isEqualTo(expected.get("count").asLong());
        assertClose(expected.get("initialNorm"), found.a().norm());
        assertClose(expected.get("norm"), found.b().norm());
        assertClose(expected.get("distance"), difference.distance());
        assertClose(expected.get("relativeDistance"), difference.relativeDistance());
        assertClose(expected.get("rms"), difference.rms());
        assertClose(expected.get("meanAbs"), difference.meanAbs());
        assertClose(expected.get("maxAbs"), difference.maxAbs());
        assertClose(expected.get("cosine"), difference.cosine());
        assertThat(difference.signFlips()).isEqualTo(expected.get("signFlips").asLong());
        assertThat((double) difference.unchanged() / difference.count())
                .isCloseTo(expected.get("unchanged").asDouble(), within(1e-12));
        assertMoments(expected.get("initialWeights"), found.a().moments());
        assertMoments(expected.get("weights"), found.b().moments());
        assertMoments(expected.get("deviations"), difference.moments());
        assertThat(found.distribution().isExact()).isTrue();
        assertClose(expected.get("wasserstein"), found.distribution().wasserstein());
        assertClose(expected.get("ks"), found.distribution().kolmogorovSmirnov());
    }

    private static void assertMoments(JsonNode expected, Moments found) {
        assertClose(expected.get("mean"), found.mean());
        assertClose(expected.get("variance"), found.variance());
        assertClose(expected.get("skewness"), found.skewness());
        assertClose(expected.get("kurtosis"), found.kurtosis());
    }

    private static void assertClose(JsonNode expected, @Nullable Double found) {
        if (expected.isNull()) {
            assertThat(found).isNull();
        } else {
            double number = expected.asDouble();
            assertThat(found).isCloseTo(number, within(1e-15 + RELATIVE * Math.abs(number)));
        }
    }

    @Test
    void elementTypes_thatAreRead_allAgree() throws Exception {
        Map<String, TensorDiff> found = byPlainName(diff("element-types"));
        int compared = 0;
        for (JsonNode tensor : expected("element-types").get("tensors")) {
            TensorDiff ours = Objects.requireNonNull(found.get(tensor.get("name").asText()));
            if (ours.pair().a().type() == null) {
                assertThat(ours.measures()).isNull();
                // Tribuo's copy of the format is older than some types.
                assertThat(ours.pair().a().typeName())
                        .isIn(tensor.get("type").asText(), "number 23");
            } else if (tensor.get("count").asLong() == 0) {
                // numpy has no figures for no values.
                assertThat(ours.isNone()).isTrue();
                assertThat(Objects.requireNonNull(ours.measures()).a().count()).isZero();
            } else {
                assertFigures(tensor, Objects.requireNonNull(ours.measures()));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(28);
    }

    /** PyTorch's Gemm has matrices [out, in], the others [in, out]; no two name them alike. */
    @ParameterizedTest
    @ValueSource(strings = {"torch-script-7", "torch-script-17", "torch-dynamo"})
    void sameWeights_lyingTheOtherWayRoundUnderOtherNames_areTheSame(String torch)
            throws Exception {
        ModelDiff diff =
                ModelDiff.of(
                        foreign(torch).resolve("trained.onnx"),
                        foreign("matmul").resolve("trained.onnx"));
        assertThat(diff.tensors()).hasSize(6).noneMatch(tensor -> tensor.pair().byName());
        assertThat(diff.tensors().stream().map(tensor -> tensor.pair().transposed()))
                .containsExactly(true, false, true, false, true, false);
        assertThat(diff.hasSameWeights()).isTrue();
        assertThat(diff.graph().onlyInA())
                .extracting(GraphNode::operator)
                .containsExactly("Gemm", "Gemm", "Gemm");
    }

    @Test
    void open_futureVersions_areRefusedInOneSentence() throws Exception {
        Path opset = foreign("future-opset").resolve("start.onnx");
        assertThatThrownBy(() -> OnnxFile.open(opset))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        opset
                                + " needs opset 99, this release knows up to 28; export it with an"
                                + " older opset, or use a newer InitTrace");
        Path ir = foreign("future-ir").resolve("start.onnx");
        assertThatThrownBy(() -> OnnxFile.open(ir))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        ir
                                + " has IR version 99, this release reads up to 14; use a newer"
                                + " InitTrace");
    }

    /** {@code foreign_pairs.py} wrote the models and what numpy says of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "renumbered",
                "dynamic",
                "dynamic-per-channel",
                "static-qdq",
                "static-operators",
                "blocks"
            })
    void oneNetworkUnderOtherNamesOrQuantised_differsByWhatNumpyFinds(String pair)
            throws Exception {
        JsonNode expected = new ObjectMapper().readTree(foreign("pairs.json").toFile()).get(pair);
        ModelDiff diff = diff(pair);
        assertThat(diff.tensors()).hasSameSizeAs(expected.get("tensors"));
        for (TensorDiff tensor : diff.tensors()) {
            assertThat(tensor.pair().doubts()).isEmpty();
            assertClose(
                    expected.get("tensors").get(tensor.name()),
                    Objects.requireNonNull(tensor.difference()).relativeDistance());
        }
        assertClose(
                expected.get("total"),
                Objects.requireNonNull(Objects.requireNonNull(diff.total()).difference())
                        .relativeDistance());
        assertThat(diff.onlyInA()).isEmpty();
        // Scales of weights belong to these; those of what flows through the graph do not.
        assertThat(diff.onlyInB()).noneMatch(tensor -> tensor.name().contains("weight"));
    }
}
