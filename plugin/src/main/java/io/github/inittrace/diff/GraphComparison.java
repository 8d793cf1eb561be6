// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Compares all that two models have but their weights: the graph, its interface, functions. */
final class GraphComparison {
    private final OnnxFile a;
    private final OnnxFile b;
    private final TensorTokens tensorsOfA;
    private final TensorTokens tensorsOfB;
    private final NodeMatching.Tokens tokens;
    private final NodeComparison nodes;

    private final List<GraphNode> onlyInA = new ArrayList<>();
    private final List<GraphNode> onlyInB = new ArrayList<>();
    private final List<NodeDiff> changed = new ArrayList<>();
    private final List<PartDiff> declarations = new ArrayList<>();
    private final List<String> notCompared = new ArrayList<>();
    private final Set<String> domainsOfA = new HashSet<>();
    private final Set<String> domainsOfB = new HashSet<>();
    private int common;

    private GraphComparison(OnnxFile a, OnnxFile b, TensorPairs pairs) {
        this.a = a;
        this.b = b;
        tensorsOfA = new TensorTokens(pairs.pairs(), TensorPair::a, pairs.onlyInA());
        tensorsOfB = new TensorTokens(pairs.pairs(), TensorPair::b, pairs.onlyInB());
        tokens = new NodeMatching.Tokens(pairs.pairs().size() + 1);
        nodes = new NodeComparison(a, b, notCompared);
    }

    /**
     * Compares the graphs of two models.
     *
     * @param pairs which of their weights belong together
     * @throws IOException if numbers of an attribute cannot be read
     */
    static GraphDiff of(OnnxFile a, OnnxFile b, TensorPairs pairs) throws IOException {
        GraphComparison comparison = new GraphComparison(a, b, pairs);
        comparison.tensors(pairs.pairs());
        if (a.hasGraph() != b.hasGraph()) {
            comparison.notCompared.add(
                    "the graphs, as " + (a.hasGraph() ? "B" : "A") + " has tensors and no graph");
            return comparison.found();
        }
        comparison.model();
        comparison.functions();
        if (a.model().getTrainingInfoCount() + b.model().getTrainingInfoCount() > 0) {
            comparison.notCompared.add("training_info, of which only the weights are read");
        }
        return comparison.found();
    }

    private GraphDiff found() {
        return new GraphDiff(common, onlyInA, onlyInB, changed, declarations, notCompared);
    }

    /** Types and shapes, where they do not keep the values from being compared. */
    private void tensors(List<TensorPair> pairs) {
        for (TensorPair pair : pairs) {
            boolean declared =
                    pair.a().typeName().equals(pair.b().typeName())
                            && (pair.transposed() || pair.a().shape().equals(pair.b().shape()));
            if (!declared && pair.isOfOneShape()) {
                declarations.add(
                        new PartDiff(
                                "tensor '" + SafeText.of(pair.a().name()) + "'",
                                declaration(pair.a()),
                                declaration(pair.b())));
            }
        }
    }

    private static String declaration(StoredTensor tensor) {
        return tensor.typeName() + " " + tensor.shape();
    }

    private void model() throws IOException {
        OnnxMl.GraphProto graphA = a.model().getGraph();
        OnnxMl.GraphProto graphB = b.model().getGraph();
        GraphBody bodyA = new GraphBody("", graphA.getNodeList(), tensorsOfA, null);
        GraphBody bodyB = new GraphBody("", graphB.getNodeList(), tensorsOfB, null);
        GraphInterface inputs = new GraphInterface("input", inputs(graphA), inputs(graphB));
        declarations.addAll(inputs.differences());
        inputs.forEach((nameA, nameB) -> name(bodyA, nameA, bodyB, nameB));
        bodyA.initialisers(graphA, tensorsOfA);
        bodyB.initialisers(graphB, tensorsOfB);
        body(bodyA, bodyB);
        GraphInterface outputs =
                new GraphInterface("output", graphA.getOutputList(), graphB.getOutputList());
        declarations.addAll(outputs.differences());
        outputs.forEach(
                (nameA, nameB) ->
                        declarations.addAll(
                                nodes.values(
                                        "output '" + SafeText.of(nameA) + "'",
                                        "the model",
                                        bodyA,
                                        List.of(nameA),
                                        bodyB,
                                        List.of(nameB))));
        opsets("opset", a.model().getOpsetImportList(), b.model().getOpsetImportList());
    }

    /** Versions of the operators that both models use. */
    private void opsets(
            String what,
            List<OnnxMl.OperatorSetIdProto> importsA,
            List<OnnxMl.OperatorSetIdProto> importsB) {
        Map<String, Long> versionsA = versions(importsA);
        Map<String, Long> versionsB = versions(importsB);
        Set<String> both = new TreeSet<>(domainsOfA);
        both.retainAll(domainsOfB);
        for (String domain : both) {
            Long one = versionsA.get(domain);
            Long other = versionsB.get(domain);
            if (!Objects.equals(one, other)) {
                declarations.add(
                        new PartDiff(
                                what + (domain.isEmpty() ? "" : " of " + SafeText.of(domain)),
                                one == null ? null : one.toString(),
                                other == null ? null : other.toString()));
            }
        }
        domainsOfA.clear();
        domainsOfB.clear();
    }

    private static Map<String, Long> versions(List<OnnxMl.OperatorSetIdProto> imports) {
        Map<String, Long> versions = new HashMap<>();
        imports.forEach(i -> versions.put(GraphBody.domain(i.getDomain()), i.getVersion()));
        return versions;
    }

    /** The inputs that a caller has to give. */
    private static List<OnnxMl.ValueInfoProto> inputs(OnnxMl.GraphProto graph) {
        Set<String> given = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> given.add(tensor.getName()));
        graph.getSparseInitializerList().forEach(t -> given.add(t.getValues().getName()));
        return graph.getInputList().stream().filter(i -> !given.contains(i.getName())).toList();
    }

    private void name(GraphBody bodyA, String nameA, GraphBody bodyB, String nameB) {
        int token = tokens.take(1);
        bodyA.leaf(nameA, token);
        bodyB.leaf(nameB, token);
    }

    /** Functions of one name; their bodies as a graph's. */
    private void functions() throws IOException {
        Map<List<String>, OnnxMl.FunctionProto> left = named(b.model().getFunctionsList());
        for (OnnxMl.FunctionProto one : named(a.model().getFunctionsList()).values()) {
            OnnxMl.FunctionProto other = left.remove(key(one));
            if (other == null) {
                declarations.add(new PartDiff("function", label(one), null));
            } else {
                function(one, other);
            }
        }
        left.values().forEach(f -> declarations.add(new PartDiff("function", null, label(f))));
    }

    /** A function that comes twice is none that a node can call, so that the last is as good. */
    private static Map<List<String>, OnnxMl.FunctionProto> named(
            List<OnnxMl.FunctionProto> functions) {
        Map<List<String>, OnnxMl.FunctionProto> named = new LinkedHashMap<>();
        functions.forEach(function -> named.put(key(function), function));
        return named;
    }

    private static List<String> key(OnnxMl.FunctionProto function) {
        return List.of(
                GraphBody.domain(function.getDomain()), function.getName(), function.getOverload());
    }

    private static String label(OnnxMl.FunctionProto function) {
        return "'" + SafeText.of(function.getName()) + "'";
    }

    private void function(OnnxMl.FunctionProto one, OnnxMl.FunctionProto other) throws IOException {
        String path = "function " + label(one);
        GraphBody bodyA = new GraphBody(path, one.getNodeList(), tensorsOfA, null);
        GraphBody bodyB = new GraphBody(path, other.getNodeList(), tensorsOfB, null);
        List<PartDiff> parts =
                bodies(
                        bodyA,
                        one.getInputList(),
                        one.getOutputList(),
                        bodyB,
                        other.getInputList(),
                        other.getOutputList());
        parts.forEach(part -> declarations.add(inside(path, part)));
        opsets("opset in " + path, one.getOpsetImportList(), other.getOpsetImportList());
        if (!Set.copyOf(one.getAttributeList()).equals(Set.copyOf(other.getAttributeList()))) {
            declarations.add(
                    new PartDiff(
                            "attributes of " + path,
                            SafeText.of(String.join(", ", one.getAttributeList())),
                            SafeText.of(String.join(", ", other.getAttributeList()))));
        }
        OnnxMl.NodeProto defaultsA = defaults(one);
        OnnxMl.NodeProto defaultsB = defaults(other);
        nodes.attributes(path, defaultsA, defaultsB)
                .forEach(part -> declarations.add(inside(path, part)));
    }

    /** The attributes that a function has defaults for, as a node would have them. */
    private static OnnxMl.NodeProto defaults(OnnxMl.FunctionProto function) {
        return OnnxMl.NodeProto.newBuilder()
                .addAllAttribute(function.getAttributeProtoList())
                .build();
    }

    private static PartDiff inside(String path, PartDiff part) {
        return new PartDiff(part.part() + " of " + path, part.a(), part.b(), part.values());
    }

    /** Compares two subgraphs or functions, whose inputs and outputs go by their place. */
    private List<PartDiff> bodies(
            GraphBody bodyA,
            List<String> inputsA,
            List<String> outputsA,
            GraphBody bodyB,
            List<String> inputsB,
            List<String> outputsB)
            throws IOException {
        List<PartDiff> parts = new ArrayList<>();
        count(parts, "inputs", inputsA, inputsB);
        count(parts, "outputs", outputsA, outputsB);
        for (int i = 0; i < Math.min(inputsA.size(), inputsB.size()); i++) {
            name(bodyA, inputsA.get(i), bodyB, inputsB.get(i));
        }
        body(bodyA, bodyB);
        for (int i = 0; i < Math.min(outputsA.size(), outputsB.size()); i++) {
            parts.addAll(
                    nodes.values(
                            "output " + (i + 1),
                            bodyA.path,
                            bodyA,
                            outputsA.subList(i, i + 1),
                            bodyB,
                            outputsB.subList(i, i + 1)));
        }
        return parts;
    }

    private static void count(
            List<PartDiff> parts, String what, List<String> valuesA, List<String> valuesB) {
        if (valuesA.size() != valuesB.size()) {
            parts.add(
                    new PartDiff(
                            what,
                            Integer.toString(valuesA.size()),
                            Integer.toString(valuesB.size())));
        }
    }

    /** Compares the nodes of two graphs. */
    private void body(GraphBody bodyA, GraphBody bodyB) throws IOException {
        bodyA.nodes.forEach(node -> domainsOfA.add(GraphBody.domain(node.getDomain())));
        bodyB.nodes.forEach(node -> domainsOfB.add(GraphBody.domain(node.getDomain())));
        NodeMatching matching = NodeMatching.of(bodyA, bodyB, nodes, tokens);
        if (matching.isByNamesOnly()) {
            notCompared.add(
                    "the order of nodes"
                            + (bodyA.path.isEmpty() ? "" : " in " + bodyA.path)
                            + ": too many are left to be aligned, and were paired by name only");
        }
        for (int i = 0; i < bodyA.nodes.size(); i++) {
            int j = matching.partner(i);
            if (j < 0) {
                onlyInA.add(bodyA.node(i));
                continue;
            }
            common++;
            List<PartDiff> parts = nodes.differences(bodyA, i, bodyB, j);
            parts.addAll(subgraphs(bodyA, i, bodyB, j));
            if (!parts.isEmpty()) {
                changed.add(new NodeDiff(bodyA.node(i), bodyB.node(j), parts));
            }
        }
        matching.aloneInB().forEach(j -> onlyInB.add(bodyB.node(j)));
    }

    /** Compares the graphs that two nodes have in attributes of one name. */
    private List<PartDiff> subgraphs(GraphBody bodyA, int i, GraphBody bodyB, int j)
            throws IOException {
        Map<String, OnnxMl.AttributeProto> ofB = NodeComparison.attributes(bodyB.nodes.get(j));
        List<PartDiff> parts = new ArrayList<>();
        for (OnnxMl.AttributeProto one : NodeComparison.attributes(bodyA.nodes.get(i)).values()) {
            OnnxMl.AttributeProto other = ofB.get(one.getName());
            if (other == null || !AttributeValue.isGraph(one) || !AttributeValue.isGraph(other)) {
                continue;
            }
            List<OnnxMl.GraphProto> graphsA = AttributeValue.graphs(one);
            List<OnnxMl.GraphProto> graphsB = AttributeValue.graphs(other);
            String name = SafeText.of(one.getName());
            if (graphsA.size() != graphsB.size()) {
                parts.add(
                        new PartDiff(name, graphsA.size() + " graphs", graphsB.size() + " graphs"));
            }
            for (int k = 0; k < Math.min(graphsA.size(), graphsB.size()); k++) {
                String inside = graphsA.size() == 1 ? name : name + (k + 1);
                OnnxMl.GraphProto graphA = graphsA.get(k);
                OnnxMl.GraphProto graphB = graphsB.get(k);
                GraphBody innerA = bodyA.inner(i, inside, graphA, tensorsOfA);
                GraphBody innerB = bodyB.inner(j, inside, graphB, tensorsOfB);
                bodies(
                                innerA,
                                names(graphA.getInputList()),
                                names(graphA.getOutputList()),
                                innerB,
                                names(graphB.getInputList()),
                                names(graphB.getOutputList()))
                        .forEach(part -> parts.add(inside(inside, part)));
            }
        }
        return parts;
    }

    private static List<String> names(List<OnnxMl.ValueInfoProto> values) {
        return values.stream().map(OnnxMl.ValueInfoProto::getName).toList();
    }
}
