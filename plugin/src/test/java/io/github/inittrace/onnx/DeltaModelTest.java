// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeltaModelTest {
    private static final OnnxTensor MATRIX_BEFORE =
            new OnnxTensor("m", List.of(2, 3), new float[] {3, 0, 0, 0, 4, 0});
    private static final OnnxTensor MATRIX_AFTER =
            new OnnxTensor("m", List.of(2, 3), new float[] {3, 2, 0, 0, 4, -1});
    private static final OnnxTensor ZERO = new OnnxTensor("b", List.of(2), new float[] {0, 0});
    private static final OnnxTensor MOVED = new OnnxTensor("b", List.of(2), new float[] {6, -8});
    private static final OnnxTensor ONE = new OnnxTensor("s", List.of(), new float[] {2});
    private static final OnnxTensor TWO = new OnnxTensor("s", List.of(), new float[] {-1});

    private final OnnxMl.ModelProto model = model(List.of(MATRIX_BEFORE, ZERO, ONE));

    private static OnnxMl.ModelProto model(List<OnnxTensor> before) {
        return DeltaModel.of(
                state("initial", before),
                state("trained", List.of(MATRIX_AFTER, MOVED, TWO)),
                "run-7");
    }

    private static DeltaModel.State state(String name, List<OnnxTensor> tensors) {
        return new DeltaModel.State(name, new OnnxWeights(tensors, Map.of()));
    }

    @Test
    void initialisers_areTheWeightsOfBothStatesInTheirOrder() {
        assertThat(model.getGraph().getInitializerList())
                .extracting(OnnxMl.TensorProto::getName)
                .containsExactly(
                        "initial/m",
                        "initial/b",
                        "initial/s",
                        "trained/m",
                        "trained/b",
                        "trained/s");
        assertThat(model.getGraph().getInitializer(3).getDimsList()).containsExactly(2L, 3L);
        assertThat(model.getGraph().getInitializerList())
                .allMatch(tensor -> tensor.getDataType() == 1);
    }

    @Test
    void graph_hasNoInputsAndEveryValueOnceAndBeforeItsUse() {
        OnnxMl.GraphProto graph = model.getGraph();
        assertThat(graph.getInputList()).isEmpty();
        Set<String> known = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> known.add(tensor.getName()));
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            assertThat(known).containsAll(node.getInputList());
            for (String output : node.getOutputList()) {
                assertThat(known.add(output)).as("%s is new", output).isTrue();
            }
        }
        List<String> outputs =
                graph.getOutputList().stream().map(OnnxMl.ValueInfoProto::getName).toList();
        assertThat(known).containsAll(outputs);
        assertThat(outputs).doesNotHaveDuplicates().hasSize(3 + 4 * 7);
        assertThat(outputs.subList(0, 10))
                .containsExactly(
                        "delta/m",
                        "delta/b",
                        "delta/s",
                        "norm/m",
                        "initial_norm/m",
                        "distance/m",
                        "relative_distance/m",
                        "rms/m",
                        "max_abs/m",
                        "cosine/m");
        assertThat(graph.getOutputList())
                .allMatch(output -> !output.getDocString().isEmpty())
                .allMatch(output -> output.getType().getTensorType().getElemType() == 11);
    }

    @Test
    void model_saysWhatItIs() {
        assertThat(model.getIrVersion()).isEqualTo(6);
        assertThat(model.getOpsetImportList())
                .extracting(OnnxMl.OperatorSetIdProto::getVersion)
                .containsExactly(13L);
        assertThat(model.getMetadataPropsList())
                .extracting(OnnxMl.StringStringEntryProto::getKey)
                .containsExactly("inittrace.producer", "inittrace.run-id", "inittrace.delta");
        assertThat(model.getMetadataProps(1).getValue()).isEqualTo("run-7");
        assertThat(model.getMetadataProps(2).getValue()).isEqualTo("initial to trained");
    }

    @Test
    void runtime_ofKnownWeights_givesTheFiguresByHand() throws OrtException {
        Map<String, Object> found = run(model);

        assertThat((double[][]) found.get("delta/m"))
                .isDeepEqualTo(new double[][] {{0, 2, 0}, {0, 0, -1}});
        assertThat((double[]) found.get("delta/b")).containsExactly(6, -8);
        assertThat(found.get("delta/s")).isEqualTo(-3.0);
        assertFigures(found, "m", Math.sqrt(30), 5, Math.sqrt(5), Math.sqrt(5.0 / 6), 2);
        assertThat((double) found.get("relative_distance/m"))
                .isCloseTo(Math.sqrt(5) / 5, within(1e-15));
        assertThat((double) found.get("cosine/m")).isCloseTo(25 / Math.sqrt(30) / 5, within(1e-15));
        assertFigures(found, "s", 1, 2, 3, 3, 3);
        assertThat(found.get("cosine/s")).isEqualTo(-1.0);
        assertFigures(
                found,
                "total",
                Math.sqrt(131),
                Math.sqrt(29),
                Math.sqrt(114),
                Math.sqrt(114 / 9.0),
                8);
        assertThat((double) found.get("cosine/total"))
                .isCloseTo(23 / Math.sqrt(131.0 * 29), within(1e-15));
    }

    @Test
    void runtime_ofAStartAtZero_givesInfinityOrNaN() throws OrtException {
        Map<String, Object> found = run(model);
        assertThat(found.get("initial_norm/b")).isEqualTo(0.0);
        assertThat(found.get("relative_distance/b")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(found.get("cosine/b")).isEqualTo(Double.NaN);

        Map<String, Object> unmoved =
                run(
                        DeltaModel.of(
                                state("initial", List.of(ZERO)),
                                state("epoch-3", List.of(ZERO)),
                                "run-7"));
        assertThat(unmoved.get("distance/b")).isEqualTo(0.0);
        assertThat(unmoved.get("relative_distance/b")).isEqualTo(Double.NaN);
        assertThat(unmoved.get("relative_distance/total")).isEqualTo(Double.NaN);
    }

    @Test
    void runtime_ofDifferencesThatFloatsCannotHold_keepsThem() throws OrtException {
        OnnxTensor before = new OnnxTensor("x", List.of(1), new float[] {1});
        OnnxTensor after = new OnnxTensor("x", List.of(1), new float[] {0x1p-40f});
        Map<String, Object> found =
                run(
                        DeltaModel.of(
                                state("initial", List.of(before)),
                                state("trained", List.of(after)),
                                "run-7"));
        assertThat((double[]) found.get("delta/x")).containsExactly(0x1p-40 - 1);
    }

    @Test
    void states_thatDoNotMatch_areRefused() {
        assertRefused(
                state("a", List.of(ZERO)),
                state("b", List.of(ONE)),
                "both states must have the same tensors in the same order, found [b [2]] in 'a' and"
                        + " [s []] in 'b'; take both from one run");
        assertRefused(
                state("a", List.of(ZERO)),
                state("a", List.of(ZERO)),
                "two states must have two names, found 'a' twice");
        assertRefused(
                state("a", List.of()),
                state("b", List.of()),
                "the states must have tensors, found none");
        for (OnnxTensor bad :
                List.of(
                        new OnnxTensor("total", List.of(1), new float[] {1}),
                        new OnnxTensor("e", List.of(0, 3), new float[0]))) {
            assertRefused(
                    state("a", List.of(bad)),
                    state("b", List.of(bad)),
                    "tensors must have values and must not be named 'total', found "
                            + bad.name()
                            + " "
                            + bad.shape());
        }
    }

    private static void assertRefused(DeltaModel.State start, DeltaModel.State end, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeltaModel.of(start, end, "run-7"))
                .withMessage(why);
    }

    private static void assertFigures(
            Map<String, Object> found,
            String name,
            double norm,
            double initialNorm,
            double distance,
            double rms,
            double maxAbs) {
        List<Double> figures = new ArrayList<>();
        for (String figure : List.of("norm", "initial_norm", "distance", "rms", "max_abs")) {
            figures.add((Double) found.get(figure + "/" + name));
        }
        assertThat(figures)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-15 * 16 ? 0 : 1)
                .containsExactly(norm, initialNorm, distance, rms, maxAbs);
    }

    private static Map<String, Object> run(OnnxMl.ModelProto model) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, Object> values = new LinkedHashMap<>();
        try (OrtSession session = environment.createSession(model.toByteArray());
                OrtSession.Result result = session.run(Map.of())) {
            for (Map.Entry<String, OnnxValue> entry : result) {
                values.put(entry.getKey(), entry.getValue().getValue());
            }
        }
        return values;
    }
}
