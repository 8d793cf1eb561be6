// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.diff.GraphDiff;
import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.TensorDiff;
import io.github.inittrace.diff.TensorPair;
import io.github.inittrace.measure.PairMeasures;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import java.util.List;

/** The difference of two models as JSON: every figure with all its digits, null where undefined. */
public final class DiffJson {
    /** The version of this format. */
    private static final int SCHEMA = 1;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private DiffJson() {}

    /** The whole difference as an indented document. */
    public static String of(ModelDiff diff) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("same", diff.isNone());
        root.set("a", model(diff.a()));
        root.set("b", model(diff.b()));
        ArrayNode tensors = root.putArray("tensors");
        diff.tensors().forEach(tensor -> tensors.add(tensor(tensor)));
        PairMeasures total = diff.total();
        root.set("total", total == null ? null : JSON.valueToTree(total));
        root.set("onlyInA", tensors(diff.onlyInA()));
        root.set("onlyInB", tensors(diff.onlyInB()));
        root.set("graph", graph(diff.graph()));
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers cannot be written as JSON", e);
        }
    }

    private static ObjectNode graph(GraphDiff graph) {
        ObjectNode node = JSON.valueToTree(graph);
        node.remove(List.of("none", "seen"));
        node.put("same", graph.isNone());
        return node;
    }

    private static ObjectNode model(OnnxFile file) {
        ObjectNode node = JSON.createObjectNode();
        node.put("file", file.path().toString());
        node.put("producer", file.model().getProducerName());
        node.put("irVersion", file.model().getIrVersion());
        ObjectNode opsets = node.putObject("opsets");
        file.model()
                .getOpsetImportList()
                .forEach(opset -> opsets.put(opset.getDomain(), opset.getVersion()));
        ArrayNode notRead = node.putArray("notRead");
        file.tensors().stream()
                .filter(tensor -> tensor.type() == null)
                .forEach(tensor -> notRead.add(tensor.name()));
        return node;
    }

    private static ObjectNode tensor(TensorDiff tensor) {
        TensorPair pair = tensor.pair();
        ObjectNode node = JSON.createObjectNode();
        node.put("name", pair.a().name());
        node.put("nameInB", pair.b().name());
        node.put("pairedBy", pair.byName() ? "name" : "place");
        node.put("transposed", pair.transposed());
        node.set("shape", JSON.valueToTree(pair.a().shape()));
        node.set("shapeInB", JSON.valueToTree(pair.b().shape()));
        node.put("type", pair.a().typeName());
        node.put("typeInB", pair.b().typeName());
        node.set("maxIndex", JSON.valueToTree(tensor.maxIndex()));
        PairMeasures measures = tensor.measures();
        if (measures == null) {
            node.putNull("measures");
        } else {
            node.set("measures", JSON.valueToTree(measures));
        }
        return node;
    }

    private static ArrayNode tensors(List<StoredTensor> tensors) {
        ArrayNode nodes = JSON.createArrayNode();
        for (StoredTensor tensor : tensors) {
            ObjectNode node = nodes.addObject();
            node.put("name", tensor.name());
            node.set("shape", JSON.valueToTree(tensor.shape()));
            node.put("type", tensor.typeName());
        }
        return nodes;
    }
}
