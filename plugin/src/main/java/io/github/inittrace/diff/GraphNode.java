// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.text.SafeText;

/**
 * A node of a model, and where it is.
 *
 * @param graph the way to the subgraph or function that it is in, as messages show it; empty for
 *     the model's own graph
 * @param operator its operator, behind the domain of those that are not ONNX' own
 * @param name its name as the file has it; empty if it has none
 * @param place its place among the nodes of its graph, from 1 on
 */
public record GraphNode(String graph, String operator, String name, int place) {

    /** What messages call it: {@code Gemm '/fc/Gemm'}, or {@code Gemm#3} if it has no name. */
    public String label() {
        String node =
                name.isEmpty()
                        ? SafeText.of(operator) + "#" + place
                        : SafeText.of(operator) + " '" + SafeText.of(name) + "'";
        return graph.isEmpty() ? node : node + " in " + graph;
    }
}
