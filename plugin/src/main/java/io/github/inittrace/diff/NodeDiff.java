// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import java.util.List;

/**
 * A node that is not quite what its counterpart is.
 *
 * @param a the node of the first model
 * @param b its counterpart in the second, of the same operator
 * @param parts the attributes, inputs and outputs that are not the same
 */
public record NodeDiff(GraphNode a, GraphNode b, List<PartDiff> parts) {

    public NodeDiff {
        parts = List.copyOf(parts);
    }
}
