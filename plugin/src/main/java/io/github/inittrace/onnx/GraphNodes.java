// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.inittrace.text.SafeText;

/** How messages and paths name nodes, many of which have no name. */
final class GraphNodes {
    private GraphNodes() {}

    /**
     * A node's name in quotes, or its operator and its place.
     *
     * @param place its place among the nodes of its graph, from 1 on
     */
    static String name(OnnxMl.NodeProto node, int place) {
        return node.getName().isEmpty()
                ? SafeText.of(plain(node, place))
                : "'" + SafeText.of(node.getName()) + "'";
    }

    /**
     * A node's name, or its operator and its place: {@code If#3}.
     *
     * @param place its place among the nodes of its graph, from 1 on
     */
    static String plain(OnnxMl.NodeProto node, int place) {
        return node.getName().isEmpty() ? node.getOpType() + "#" + place : node.getName();
    }

    /** Whether a node has graphs of its own, as If, Loop and Scan have. */
    static boolean hasGraphs(OnnxMl.NodeProto node) {
        return node.getAttributeList().stream().anyMatch(GraphNodes::hasGraphs);
    }

    static boolean hasGraphs(OnnxMl.AttributeProto attribute) {
        return attribute.hasG() || attribute.getGraphsCount() > 0;
    }
}
