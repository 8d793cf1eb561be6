// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.text.SafeText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the graphs of two models differ, subgraphs and functions included. Nodes belong together that
 * have one operator and do the same with the same; then those whose operators come in one order.
 * The order of independent nodes, the names of nodes and of values between them, and texts for
 * people make no difference; neither does an attribute that only says its default.
 *
 * @param common how many nodes have a counterpart. Constant nodes count for none: a weight among
 *     them is one of the tensors, another is taken for a part of the nodes that use it
 * @param onlyInA nodes of the first model without counterpart
 * @param onlyInB nodes of the second model without counterpart
 * @param changed nodes whose attributes, inputs or outputs are not those of their counterpart
 * @param declarations what else differs: the model's inputs and outputs, opsets of operators that
 *     are used, functions, types and shapes of tensors that belong together
 * @param notCompared what may differ unseen, a sentence each
 */
public record GraphDiff(
        int common,
        List<GraphNode> onlyInA,
        List<GraphNode> onlyInB,
        List<NodeDiff> changed,
        List<PartDiff> declarations,
        List<String> notCompared) {

    private static final int MOST_OPERATORS = 3;

    public GraphDiff {
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
        changed = List.copyOf(changed);
        declarations = List.copyOf(declarations);
        notCompared = List.copyOf(notCompared);
    }

    /** Whether everything was compared and nothing differs. */
    public boolean isNone() {
        return !isSeen() && notCompared.isEmpty();
    }

    /** Whether something differs. */
    public boolean isSeen() {
        return !(onlyInA.isEmpty()
                && onlyInB.isEmpty()
                && changed.isEmpty()
                && declarations.isEmpty());
    }

    /** What differs in a line: {@code 2 nodes only in B (Sub, Div), 1 node changed (Scaler)}. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        declarations.stream()
                .limit(MOST_OPERATORS)
                .forEach(declaration -> parts.add(declaration.part()));
        if (declarations.size() > MOST_OPERATORS) {
            parts.add(declarations.size() - MOST_OPERATORS + " more besides nodes");
        }
        add(parts, onlyInA, "only in A");
        add(parts, onlyInB, "only in B");
        add(parts, changed.stream().map(NodeDiff::a).toList(), "changed");
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    private static void add(List<String> parts, Collection<GraphNode> nodes, String what) {
        if (nodes.isEmpty()) {
            return;
        }
        List<String> operators = nodes.stream().map(GraphNode::operator).distinct().toList();
        parts.add(
                nodes.size()
                        + (nodes.size() == 1 ? " node " : " nodes ")
                        + what
                        + operators.stream()
                                .limit(MOST_OPERATORS)
                                .map(SafeText::of)
                                .collect(Collectors.joining(", ", " (", ""))
                        + (operators.size() > MOST_OPERATORS ? ", ...)" : ")"));
    }
}
