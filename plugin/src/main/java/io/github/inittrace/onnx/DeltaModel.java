// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.text.Version;
import java.util.ArrayList;
import java.util.List;

/**
 * An ONNX model that holds two states of the same weights and computes how far they lie apart, so
 * that any runtime finds the figures of a run's record again.
 *
 * <p>Its initialisers are the weights of both states as they are, in float32, named {@code
 * initial/hidden1.weight}, ..., {@code trained/hidden1.weight}, ...; it has no inputs. With w0 and w
 * the two states of a tensor widened to float64, d = w - w0 and n the number of values, its outputs
 * are for every tensor
 *
 * <ul>
 *   <li>{@code delta/NAME}: d, in the tensor's shape
 *   <li>{@code norm/NAME}, {@code initial_norm/NAME}, {@code distance/NAME}: |w|, |w0|, |d|
 *   <li>{@code relative_distance/NAME}: |d| / |w0|
 *   <li>{@code rms/NAME}: |d| / sqrt(n)
 *   <li>{@code max_abs/NAME}: the largest |d_k|
 *   <li>{@code cosine/NAME}: w·w0 / (|w| |w0|), by rounding perhaps a little beyond 1
 * </ul>
 *
 * and the same scalars for {@value #TOTAL}, that is for all values in one row. All arithmetic is in
 * float64, sums go along rows first, and so agree with any other careful summation to a relative
 * 1e-12. Where the start is zero, what is relative to it is NaN, or infinite for a relative distance
 * that is not zero; a record has null there. Of weights that are not finite themselves, {@code
 * max_abs} is what the runtime makes of them.
 */
public final class DeltaModel {
    /** The name of the figures of all tensors together. */
    public static final String TOTAL = "total";

    private static final long IR_VERSION = 6;
    private static final long OPSET = 13;

    /** Twice, in float32, it is 16 MiB less than Protobuf takes, for the graph. */
    private static final long MOST_VALUES = (1L << 28) - (1L << 21);

    private DeltaModel() {}

    /**
     * Weights at one point of training.
     *
     * @param name what its initialisers' names begin with: {@code initial}, {@code trained}, {@code
     *     epoch-100}
     * @param weights the weights
     */
    public record State(String name, OnnxWeights weights) {}

    /**
     * Builds the model.
     *
     * @param start the weights to measure from
     * @param end the weights to measure at, of the same names and shapes in the same order
     * @param runId the run that both are of, for the metadata
     * @return a model of opset 13, as exported networks are
     * @throws IllegalArgumentException if the two states have the same name or other tensors, or
     *     there is no tensor, an empty one or one named {@value #TOTAL}, or they are too large for one file
     */
    public static OnnxMl.ModelProto of(State start, State end, String runId) {
        check(start, end);
        List<OnnxTensor> tensors = start.weights().tensors();
        DeltaGraph graph = new DeltaGraph(start.name(), end.name());
        tensors.forEach(tensor -> graph.weight(start.name(), tensor));
        end.weights().tensors().forEach(tensor -> graph.weight(end.name(), tensor));
        tensors.forEach(graph::delta);
        List<DeltaGraph.Sums> sums = new ArrayList<>();
        for (OnnxTensor tensor : tensors) {
            DeltaGraph.Sums own = graph.sums(tensor);
            graph.figures(own);
            sums.add(own);
        }
        graph.figures(graph.total(TOTAL, sums));
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setProducerName("InitTrace")
                .setProducerVersion(Version.current())
                .setDocString(
                        "How far the weights '"
                                + end.name()
                                + "' lie from the weights '"
                                + start.name()
                                + "'. Run it without inputs.")
                .setGraph(graph.build())
                .addMetadataProps(
                        NamedExport.property(
                                "inittrace.producer", "InitTrace " + Version.current()))
                .addMetadataProps(NamedExport.property("inittrace.run-id", runId))
                .addMetadataProps(
                        NamedExport.property("inittrace.delta", start.name() + " to " + end.name()))
                .build();
    }

    private static void check(State start, State end) {
        if (start.name().equals(end.name())) {
            throw new IllegalArgumentException(
                    "two states must have two names, found '" + start.name() + "' twice");
        }
        List<String> before = start.weights().tensors().stream().map(DeltaModel::shaped).toList();
        List<String> after = end.weights().tensors().stream().map(DeltaModel::shaped).toList();
        if (!before.equals(after)) {
            throw new IllegalArgumentException(
                    "both states must have the same tensors in the same order, found "
                            + before
                            + " in '"
                            + start.name()
                            + "' and "
                            + after
                            + " in '"
                            + end.name()
                            + "'; take both from one run");
        }
        if (before.isEmpty()) {
            throw new IllegalArgumentException("the states must have tensors, found none");
        }
        long values = start.weights().tensors().stream().mapToLong(t -> t.values().length).sum();
        if (values > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "a model with both states must fit into the 2 GiB of an ONNX file, which is "
                            + MOST_VALUES
                            + " weights, found "
                            + values
                            + "; compare the two files by inittrace diff");
        }
        for (OnnxTensor tensor : start.weights().tensors()) {
            if (tensor.values().length == 0 || tensor.name().equals(TOTAL)) {
                throw new IllegalArgumentException(
                        "tensors must have values and must not be named '"
                                + TOTAL
                                + "', found "
                                + shaped(tensor));
            }
        }
    }

    private static String shaped(OnnxTensor tensor) {
        return tensor.name() + " " + tensor.shape();
    }
}
