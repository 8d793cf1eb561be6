// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which nodes of two graphs belong together. First those that do the same with the same, as a
 * compiler finds common expressions: whatever their order and names, attributes first included and
 * then not. What is left after something that only one graph has is aligned along both. Whether
 * matched nodes are wired alike is for the caller to see.
 */
final class NodeMatching {
    /** Weights of a node that are looked at to align it. */
    private static final int MOST_WEIGHTS = 8;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final GraphBody a;
    private final GraphBody b;
    private final AttributeDigests digests;
    private final Tokens tokens;
    private final int[] partnerOfA;
    private final int[] partnerOfB;
    private boolean namesOnly;

    /** Hands out numbers for values that are the same on both sides. */
    static final class Tokens {
        private int next;

        /** Starts with a number. */
        Tokens(int first) {
            next = first;
        }

        /** The first of some numbers. */
        int take(int count) {
            int first = next;
            next += count;
            return first;
        }
    }

    /** A number for what a node or constant has in its attributes, equal for equal ones. */
    interface AttributeDigests {
        int of(OnnxMl.NodeProto node) throws IOException;

        int of(OnnxMl.AttributeProto constant) throws IOException;
    }

    private NodeMatching(GraphBody a, GraphBody b, AttributeDigests digests, Tokens tokens) {
        this.a = a;
        this.b = b;
        this.digests = digests;
        this.tokens = tokens;
        partnerOfA = new int[a.nodes.size()];
        partnerOfB = new int[b.nodes.size()];
        Arrays.fill(partnerOfA, -1);
        Arrays.fill(partnerOfB, -1);
    }

    /** Matches the nodes of two graphs, and says in them what their outputs are known as. */
    static NodeMatching of(GraphBody a, GraphBody b, AttributeDigests digests, Tokens tokens)
            throws IOException {
        NodeMatching matching = new NodeMatching(a, b, digests, tokens);
        matching.matchExpressions(true);
        matching.matchExpressions(false);
        if (matching.align()) {
            matching.matchExpressions(false);
        }
        return matching;
    }

    /** The place in b of a node of a; -1 if it has no counterpart. */
    int partner(int nodeOfA) {
        return partnerOfA[nodeOfA];
    }

    /** The nodes of b without counterpart. */
    IntStream aloneInB() {
        return free(partnerOfB);
    }

    /** Whether there were too many nodes left to align them by more than their names. */
    boolean isByNamesOnly() {
        return namesOnly;
    }

    private static IntStream free(int[] partners) {
        return IntStream.range(0, partners.length).filter(i -> partners[i] < 0);
    }

    private void match(int i, int j) {
        partnerOfA[i] = j;
        partnerOfB[j] = i;
        int outputs = Math.max(a.nodes.get(i).getOutputCount(), b.nodes.get(j).getOutputCount());
        int token = tokens.take(outputs + 1);
        a.tokens[i] = token;
        b.tokens[j] = token;
    }

    private void matchExpressions(boolean exactly) throws IOException {
        if (free(partnerOfA).findAny().isEmpty() || free(partnerOfB).findAny().isEmpty()) {
            return;
        }
        long[] expressionsA = expressions(a, exactly, 1);
        long[] expressionsB = expressions(b, exactly, 2);
        Map<Long, Queue<Integer>> found = new HashMap<>();
        free(partnerOfB)
                .forEach(
                        j ->
                                found.computeIfAbsent(expressionsB[j], e -> new ArrayDeque<>(1))
                                        .add(j));
        Map<Long, Integer> first = new HashMap<>();
        for (int i : free(partnerOfA).toArray()) {
            Queue<Integer> same = found.get(expressionsA[i]);
            Integer j = same == null ? null : same.poll();
            if (j != null && isOfOneOperator(i, j)) {
                match(i, j);
                Integer twin = first.putIfAbsent(expressionsA[i], i);
                if (twin != null && isTwin(twin, i, j)) {
                    a.tokens[i] = a.tokens[twin];
                    b.tokens[j] = a.tokens[twin];
                }
            }
        }
    }

    /** Whether a node of a does what one before it does, so that nobody can tell which is taken. */
    private boolean isTwin(int before, int i, int j) {
        OnnxMl.NodeProto one = a.nodes.get(before);
        OnnxMl.NodeProto other = a.nodes.get(i);
        return GraphBody.operator(one).equals(GraphBody.operator(other))
                && one.getAttributeList().equals(other.getAttributeList())
                && taken(one).equals(taken(other))
                && one.getOutputCount() == other.getOutputCount()
                && one.getOutputCount() == b.nodes.get(j).getOutputCount();
    }

    /** What a node of a takes: what is known of its inputs, or their names. */
    private List<String> taken(OnnxMl.NodeProto node) {
        Stream<String> taken =
                node.getInputList().stream()
                        .map(
                                name -> {
                                    int token = a.token(name);
                                    return token == TensorTokens.UNKNOWN
                                            ? "name " + name
                                            : "token " + token;
                                });
        return (GraphBody.isCommutative(node) ? taken.sorted() : taken).toList();
    }

    private boolean isOfOneOperator(int i, int j) {
        return GraphBody.operator(a.nodes.get(i)).equals(GraphBody.operator(b.nodes.get(j)));
    }

    /** A number for what each node computes. Two may have one by chance, which does no harm. */
    private long[] expressions(GraphBody body, boolean exactly, int side) throws IOException {
        long[] expressions = new long[body.nodes.size()];
        for (int i = 0; i < expressions.length; i++) {
            OnnxMl.NodeProto node = body.nodes.get(i);
            if (body.tokens[i] != TensorTokens.UNKNOWN) {
                expressions[i] = mixed(1, body.tokens[i]);
                continue;
            }
            long[] inputs = new long[node.getInputCount()];
            for (int k = 0; k < inputs.length; k++) {
                inputs[k] = expression(body, node.getInput(k), expressions, exactly, side);
            }
            if (GraphBody.isCommutative(node)) {
                Arrays.sort(inputs);
            }
            long expression = mixed(2, GraphBody.operator(node).hashCode());
            for (long input : inputs) {
                expression = mixed(expression, input);
            }
            expressions[i] = exactly ? mixed(expression, digests.of(node)) : expression;
        }
        return expressions;
    }

    private long expression(
            GraphBody body, String name, long[] expressions, boolean exactly, int side)
            throws IOException {
        GraphBody.Value value = body.value(name);
        if (value instanceof GraphBody.Made made && made.body() == body) {
            return mixed(mixed(3, made.output()), expressions[made.node()]);
        }
        if (value instanceof GraphBody.Constant constant) {
            return exactly ? mixed(4, digests.of(constant.value())) : 4;
        }
        int token = body.token(name);
        if (token != TensorTokens.UNKNOWN) {
            return mixed(5, token);
        }
        return name.isEmpty() ? 6 : exactly ? mixed(7 + side, name.hashCode()) : 7;
    }

    private static long mixed(long hash, long value) {
        long mixed = (hash ^ value) * MIX;
        return (mixed ^ (mixed >>> 32)) * MIX + value;
    }

    /** Aligns what is left. Says whether there was anything on both sides. */
    private boolean align() throws IOException {
        List<NodeAlignment.Candidate> left = candidates(a, partnerOfA);
        List<NodeAlignment.Candidate> right = candidates(b, partnerOfB);
        namesOnly = !NodeAlignment.align(left, right, this::match);
        return !left.isEmpty() && !right.isEmpty();
    }

    private List<NodeAlignment.Candidate> candidates(GraphBody body, int[] partners)
            throws IOException {
        List<NodeAlignment.Candidate> candidates = new ArrayList<>();
        for (int i : free(partners).toArray()) {
            OnnxMl.NodeProto node = body.nodes.get(i);
            int[] known =
                    node.getInputList().stream()
                            .filter(name -> body.value(name) instanceof GraphBody.Leaf)
                            .mapToInt(body::token)
                            .filter(token -> token != TensorTokens.UNKNOWN)
                            .limit(MOST_WEIGHTS)
                            .toArray();
            candidates.add(
                    new NodeAlignment.Candidate(
                            i, GraphBody.operator(node), node.getName(), digests.of(node), known));
        }
        return candidates;
    }
}
