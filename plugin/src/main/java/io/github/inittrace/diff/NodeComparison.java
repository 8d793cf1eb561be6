// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares nodes that belong together: their attributes but graphs, inputs and outputs. */
final class NodeComparison implements NodeMatching.AttributeDigests {
    private final Map<OnnxMl.TensorProto, StoredTensor> tensors = new IdentityHashMap<>();
    private final Map<OnnxMl.AttributeProto, AttributeValue> constants = new IdentityHashMap<>();
    private final Map<ConstantPair, Found> compared = new HashMap<>();
    private final List<String> notCompared;

    /**
     * Starts to compare.
     *
     * @param notCompared gets what may differ unseen, a sentence each
     */
    NodeComparison(OnnxFile a, OnnxFile b, List<String> notCompared) {
        Stream.of(a.tensors(), b.tensors(), a.attributeTensors(), b.attributeTensors())
                .flatMap(List::stream)
                .forEach(
                        tensor -> {
                            if (tensor.holder() instanceof OnnxMl.TensorProto header) {
                                tensors.put(header, tensor);
                            }
                        });
        this.notCompared = notCompared;
    }

    /** Two constants, which many nodes may take. */
    private record ConstantPair(AttributeValue a, AttributeValue b) {}

    /** What came out: how two values differ, and why that is not known. */
    private record Found(@Nullable PartDiff difference, List<String> unseen) {}

    @Override
    public int of(OnnxMl.NodeProto node) throws IOException {
        int digest = 0;
        for (OnnxMl.AttributeProto attribute : attributes(node).values()) {
            if (!AttributeDefaults.isDefault(node, attribute)) {
                digest += 31 * attribute.getName().hashCode() ^ value(attribute).digest();
            }
        }
        return digest;
    }

    @Override
    public int of(OnnxMl.AttributeProto constant) throws IOException {
        return constant(constant).digest();
    }

    private AttributeValue value(OnnxMl.AttributeProto attribute) {
        return new AttributeValue(attribute, tensors);
    }

    private AttributeValue constant(OnnxMl.AttributeProto attribute) {
        return constants.computeIfAbsent(attribute, this::value);
    }

    /** The attributes of a node by name. */
    static Map<String, OnnxMl.AttributeProto> attributes(OnnxMl.NodeProto node) {
        Map<String, OnnxMl.AttributeProto> attributes = new LinkedHashMap<>();
        node.getAttributeList().forEach(a -> attributes.putIfAbsent(a.getName(), a));
        return attributes;
    }

    /** How two nodes of one operator differ. */
    List<PartDiff> differences(GraphBody bodyA, int i, GraphBody bodyB, int j) throws IOException {
        OnnxMl.NodeProto a = bodyA.nodes.get(i);
        OnnxMl.NodeProto b = bodyB.nodes.get(j);
        String where = bodyA.node(i).label();
        List<PartDiff> parts = attributes(where, a, b);
        if (GraphBody.isCommutative(a)) {
            parts.addAll(values("inputs", where, bodyA, a.getInputList(), bodyB, b.getInputList()));
        } else {
            for (int k = 0; k < Math.max(a.getInputCount(), b.getInputCount()); k++) {
                String part = "input " + (k + 1);
                parts.addAll(values(part, where, bodyA, at(k, a), bodyB, at(k, b)));
            }
        }
        List<Integer> outputsA = given(a.getOutputList());
        List<Integer> outputsB = given(b.getOutputList());
        if (!outputsA.equals(outputsB)) {
            parts.add(new PartDiff("outputs", outputsA.toString(), outputsB.toString()));
        }
        return parts;
    }

    private static List<String> at(int place, OnnxMl.NodeProto node) {
        return place < node.getInputCount() ? List.of(node.getInput(place)) : List.of();
    }

    /** Which outputs are not left out, from 1 on. */
    private static List<Integer> given(List<String> outputs) {
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (!outputs.get(i).isEmpty()) {
                given.add(i + 1);
            }
        }
        return given;
    }

    /** How the attributes of two nodes differ, but for graphs that both have. */
    List<PartDiff> attributes(String where, OnnxMl.NodeProto a, OnnxMl.NodeProto b)
            throws IOException {
        Map<String, OnnxMl.AttributeProto> ofA = attributes(a);
        Map<String, OnnxMl.AttributeProto> ofB = attributes(b);
        Set<String> names = new LinkedHashSet<>(ofA.keySet());
        names.addAll(ofB.keySet());
        List<PartDiff> parts = new ArrayList<>();
        for (String name : names) {
            OnnxMl.AttributeProto one = ofA.get(name);
            OnnxMl.AttributeProto other = ofB.get(name);
            PartDiff part = attribute(where, name, a, one, b, other);
            if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    private @Nullable PartDiff attribute(
            String where,
            String name,
            OnnxMl.NodeProto a,
            OnnxMl.@Nullable AttributeProto one,
            OnnxMl.NodeProto b,
            OnnxMl.@Nullable AttributeProto other)
            throws IOException {
        String part = SafeText.of(name);
        if (one == null && other != null) {
            OnnxMl.AttributeProto byDefault = AttributeDefaults.of(a, other);
            if (byDefault == null) {
                return new PartDiff(part, null, value(other).text());
            }
            PartDiff found = difference(where, part, value(byDefault), value(other));
            return found == null
                    ? null
                    : new PartDiff(part, found.a() + " by default", found.b(), found.values());
        } else if (one != null && other == null) {
            OnnxMl.AttributeProto byDefault = AttributeDefaults.of(b, one);
            if (byDefault == null) {
                return new PartDiff(part, value(one).text(), null);
            }
            PartDiff found = difference(where, part, value(one), value(byDefault));
            return found == null
                    ? null
                    : new PartDiff(part, found.a(), found.b() + " by default", found.values());
        } else if (one != null && other != null && !areGraphs(one, other)) {
            return difference(where, part, value(one), value(other));
        }
        return null;
    }

    private static boolean areGraphs(OnnxMl.AttributeProto one, OnnxMl.AttributeProto other) {
        return AttributeValue.isGraph(one) && AttributeValue.isGraph(other);
    }

    private @Nullable PartDiff difference(
            String where, String part, AttributeValue a, AttributeValue b) throws IOException {
        return said(where, part, found(a, b));
    }

    private @Nullable PartDiff said(String where, String part, Found found) {
        found.unseen.forEach(why -> notCompared.add(part + " of " + where + ": " + why));
        PartDiff difference = found.difference;
        return difference == null
                ? null
                : new PartDiff(part, difference.a(), difference.b(), difference.values());
    }

    private static Found found(AttributeValue a, AttributeValue b) throws IOException {
        try {
            PartDiff difference = a.difference(b);
            return new Found(difference, difference == null ? a.notRead() : List.of());
        } catch (AttributeNumbers.Inexact e) {
            return new Found(null, List.of("64-bit integers beyond 2^53"));
        }
    }

    /**
     * Whether two nodes, or graphs, take the same values: each known on both sides as one and the
     * same, or constants that are equal. What comes from a node or weight without counterpart is
     * not said again here.
     *
     * @param part what to call them
     * @param where whose they are
     * @param namesA the values' names in a, in any order; an empty name is none
     * @param namesB those in b
     */
    List<PartDiff> values(
            String part,
            String where,
            GraphBody bodyA,
            List<String> namesA,
            GraphBody bodyB,
            List<String> namesB)
            throws IOException {
        Taken a = Taken.of(bodyA, namesA);
        Taken b = Taken.of(bodyB, namesB);
        List<PartDiff> parts = new ArrayList<>();
        List<String> leftOfA = new ArrayList<>();
        for (int i = 0; i < a.known.size(); i++) {
            if (!b.remove(bodyA.token(a.known.get(i)))) {
                leftOfA.add(bodyA.described(a.known.get(i)));
            }
        }
        List<String> leftOfB = new ArrayList<>();
        b.left.values().forEach(names -> names.forEach(n -> leftOfB.add(bodyB.described(n))));
        int pairs = Math.min(a.constants.size(), b.constants.size());
        for (int i = 0; i < pairs; i++) {
            PartDiff difference = constants(where, part, a.constants.get(i), b.constants.get(i));
            if (difference != null) {
                parts.add(difference);
            }
        }
        for (OnnxMl.AttributeProto left : a.constants.subList(pairs, a.constants.size())) {
            leftOfA.add(constant(left).text());
        }
        for (OnnxMl.AttributeProto left : b.constants.subList(pairs, b.constants.size())) {
            leftOfB.add(constant(left).text());
        }
        int seenOfA = Math.max(0, leftOfA.size() - b.unknown);
        int seenOfB = Math.max(0, leftOfB.size() - a.unknown);
        for (int i = 0; i < Math.max(seenOfA, seenOfB); i++) {
            parts.add(
                    new PartDiff(
                            part,
                            i < seenOfA ? leftOfA.get(i) : null,
                            i < seenOfB ? leftOfB.get(i) : null));
        }
        return parts;
    }

    private @Nullable PartDiff constants(
            String where, String part, OnnxMl.AttributeProto a, OnnxMl.AttributeProto b)
            throws IOException {
        ConstantPair pair = new ConstantPair(constant(a), constant(b));
        Found found = compared.get(pair);
        if (found == null) {
            found = found(pair.a, pair.b);
            compared.put(pair, found);
        }
        return said(where, part, found);
    }

    /** What a node takes, or a graph gives, by what is known of it. */
    private static final class Taken {
        private final List<String> known = new ArrayList<>();
        private final Map<Integer, Queue<String>> left = new LinkedHashMap<>();
        private final List<OnnxMl.AttributeProto> constants = new ArrayList<>();
        private int unknown;

        static Taken of(GraphBody body, List<String> names) {
            Taken taken = new Taken();
            for (String name : names) {
                int token = body.token(name);
                if (token != TensorTokens.UNKNOWN) {
                    taken.known.add(name);
                    taken.left.computeIfAbsent(token, t -> new ArrayDeque<>(1)).add(name);
                } else if (body.value(name) instanceof GraphBody.Constant constant) {
                    taken.constants.add(constant.value());
                } else if (!name.isEmpty()) {
                    taken.unknown++;
                }
            }
            return taken;
        }

        /** Takes out one value known as this; says whether there was one. */
        private boolean remove(int token) {
            Queue<String> names = left.get(token);
            return names != null && names.poll() != null;
        }
    }
}
