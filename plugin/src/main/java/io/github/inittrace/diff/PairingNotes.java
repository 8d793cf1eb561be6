// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.measure.PairMeasures;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reader of figures has to know of how two models were compared, a sentence each. */
public final class PairingNotes {
    private PairingNotes() {}

    /** A model's file, the tool that wrote it, and its opset. */
    public static String model(OnnxFile file) {
        String producer = file.model().getProducerName();
        return file.path()
                + (producer.isEmpty() ? "" : ", by " + producer)
                + file.model().getOpsetImportList().stream()
                        .filter(opset -> opset.getDomain().isEmpty())
                        .map(opset -> ", opset " + opset.getVersion())
                        .findFirst()
                        .orElse("")
                + (file.hasGraph() ? "" : ", tensors without a graph");
    }

    /** Everything but what goes without saying: tensors of one name, type and shape. */
    public static List<String> of(ModelDiff diff) {
        List<String> notes = new ArrayList<>();
        verdict(notes, diff);
        boolean hasGraph = diff.a().hasGraph() || diff.b().hasGraph();
        Map<String, Integer> types = new LinkedHashMap<>();
        for (TensorDiff tensor : diff.tensors()) {
            pair(notes, tensor, hasGraph ? "graph" : "file");
            String a = tensor.pair().a().typeName();
            String b = tensor.pair().b().typeName();
            boolean plain = !tensor.pair().a().isComputed() && !tensor.pair().b().isComputed();
            if (!(plain && a.equals(b)) && tensor.measures() != null) {
                types.merge(a + " in A and " + b + " in B", 1, Integer::sum);
            }
        }
        types.forEach(
                (pair, count) ->
                        notes.add(
                                count
                                        + (count == 1 ? " tensor is " : " tensors are ")
                                        + pair
                                        + "; both were compared as float64"));
        diff.onlyInA().forEach(tensor -> notes.add("only in A: " + tensor(tensor)));
        diff.onlyInB().forEach(tensor -> notes.add("only in B: " + tensor(tensor)));
        if (diff.tensors().stream().anyMatch(PairingNotes::isBinned)) {
            notes.add(
                    "± at W1 and KS: these tensors have more values than fit in memory to be"
                            + " sorted; with a higher -Xmx they are exact");
        }
        return notes;
    }

    /** Whether there is a difference, said only as far as everything was looked at. */
    private static void verdict(List<String> notes, ModelDiff diff) {
        GraphDiff graph = diff.graph();
        if (diff.isNone()) {
            notes.add(
                    "no difference: every value of A is in its place in B, and "
                            + (diff.a().hasGraph()
                                    ? "the graphs are the same"
                                    : "neither has a graph"));
        } else if (diff.hasSameWeights() && graph.isSeen()) {
            notes.add(
                    (diff.tensors().isEmpty() ? "there are no weights" : "the weights are the same")
                            + ", the graphs differ: "
                            + graph.summary());
        } else if (diff.hasSameWeights()) {
            notes.add(
                    graph.isNone()
                            ? "the weights are the same, but in graphs that are the same some of"
                                    + " them lie the other way round"
                            : "what was compared is the same, but not everything was compared");
        }
        graph.notCompared().forEach(what -> notes.add("not compared: " + what));
    }

    private static boolean isBinned(TensorDiff tensor) {
        PairMeasures measures = tensor.measures();
        return measures != null && !measures.distribution().isExact();
    }

    private static void pair(List<String> notes, TensorDiff tensor, String where) {
        TensorPair pair = tensor.pair();
        PairMeasures measures = tensor.measures();
        String name = "'" + pair.a().name() + "'";
        if (measures == null) {
            notes.add(
                    "not compared: "
                            + name
                            + ", which is "
                            + pair.a().typeName()
                            + " in A and "
                            + pair.b().typeName()
                            + " in B");
            return;
        }
        String turned = pair.transposed() ? ", turned from " + pair.b().shape() : "";
        if (!pair.byName()) {
            notes.add(
                    "by place in the "
                            + where
                            + ": "
                            + name
                            + " with B's '"
                            + pair.b().name()
                            + "'"
                            + turned);
        } else if (pair.transposed()) {
            notes.add(name + " of B" + turned);
        }
        pair.doubts().stream().sorted().forEach(doubt -> notes.add(doubt(doubt, name)));
        if (!pair.isOfOneShape()) {
            notes.add(
                    "other shape: "
                            + name
                            + " is "
                            + pair.a().shape()
                            + " in A and "
                            + pair.b().shape()
                            + " in B; only their distributions were compared");
        }
        notFinite(notes, name, "A", measures.a().notFinite());
        notFinite(notes, name, "B", measures.b().notFinite());
    }

    private static String doubt(TensorPair.Doubt doubt, String name) {
        return switch (doubt) {
            case NAME ->
                    "against the order: "
                            + name
                            + " was paired as names say; the order along both models pairs more"
                            + " tensors, and this one with another, as where names are positions"
                            + " and something was added in front";
            case PLACE ->
                    "uncertain: "
                            + name
                            + " may belong to another tensor of B, as others of its shape and use"
                            + " are left over and no name that a person gave tells which";
            case ORIENTATION ->
                    "orientation unknown: "
                            + name
                            + " is square and what takes it is not known in both models; it was"
                            + " compared as it lies";
            case INTEGERS ->
                    "not dequantised: "
                            + name
                            + " holds integers whose scale is not known; they were compared as they"
                            + " lie";
        };
    }

    private static void notFinite(List<String> notes, String name, String model, long count) {
        if (count > 0) {
            notes.add(
                    "not finite: "
                            + count
                            + (count == 1 ? " value of " : " values of ")
                            + name
                            + " in "
                            + model);
        }
    }

    private static String tensor(StoredTensor tensor) {
        return "'" + tensor.name() + "' " + tensor.shape() + " " + tensor.typeName();
    }
}
