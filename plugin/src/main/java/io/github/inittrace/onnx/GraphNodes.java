// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.List;

/** How messages and paths name nodes, many of which have no name. */
final class GraphNodes {
    private GraphNodes() {}

    /** A node's name in quotes, or its operator and its place from 1 on. */
    static String name(List<OnnxMl.NodeProto> nodes, OnnxMl.NodeProto node) {
        return node.getName().isEmpty() ? plain(nodes, node) : "'" + node.getName() + "'";
    }

    /** A node's name, or its operator and its place from 1 on: {@code If#3}. */
    static String plain(List<OnnxMl.NodeProto> nodes, OnnxMl.NodeProto node) {
        return node.getName().isEmpty()
                ? node.getOpType() + "#" + (nodes.indexOf(node) + 1)
                : node.getName();
    }
}
