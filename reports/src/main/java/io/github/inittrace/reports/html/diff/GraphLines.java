// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.diff;

import io.github.inittrace.diff.GraphDiff;
import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.NodeDiff;
import io.github.inittrace.diff.PartDiff;
import io.github.inittrace.diff.ValuesDiff;
import io.github.inittrace.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How two graphs differ in words, the same in the terminal and on the page. */
public final class GraphLines {
    private static final String NONE = "none";

    private GraphLines() {}

    /**
     * One thing that differs.
     *
     * @param what a node, or something of a node or model
     * @param a what A has there, in short; null if nothing
     * @param b what B has there
     * @param size by how much numbers differ; empty where they are no numbers, or only one
     */
    public record Line(String what, @Nullable String a, @Nullable String b, String size) {

        /** What A has there, or that it has nothing. */
        public String inA() {
            return a == null ? NONE : a;
        }

        /** What B has there, or that it has nothing. */
        public String inB() {
            return b == null ? NONE : b;
        }
    }

    /** The whole in a line: {@code graph: differs, 13 nodes in common, 1 of them changed}. */
    public static String headline(ModelDiff diff) {
        if (!diff.a().hasGraph() && !diff.b().hasGraph()) {
            return "graph: none in either file";
        }
        if (!diff.a().hasGraph() || !diff.b().hasGraph()) {
            return "graph: not compared, as only " + (diff.a().hasGraph() ? "A" : "B") + " has one";
        }
        GraphDiff graph = diff.graph();
        StringBuilder line = new StringBuilder("graph: ");
        line.append(graph.isSeen() ? "differs" : "the same");
        line.append(graph.isSeen() || graph.isNone() ? ", " : " as far as compared, ");
        line.append(Numbers.count(graph.common()));
        line.append(graph.common() == 1 ? " node" : " nodes");
        if (!graph.isSeen()) {
            return line.append(" with attributes, inputs and outputs").toString();
        }
        line.append(" in common");
        add(line, graph.changed().size(), " of them changed");
        add(line, graph.onlyInA().size(), " only in A");
        add(line, graph.onlyInB().size(), " only in B");
        int others = graph.declarations().size();
        add(line, others, others == 1 ? " other difference" : " other differences");
        return line.toString();
    }

    private static void add(StringBuilder line, int count, String what) {
        if (count > 0) {
            line.append(", ").append(Numbers.count(count)).append(what);
        }
    }

    /** Everything that differs, the model's own inputs and outputs first. */
    public static List<Line> of(GraphDiff graph) {
        List<Line> lines = new ArrayList<>();
        graph.declarations().forEach(part -> lines.add(line(part.part(), part)));
        graph.onlyInA().forEach(node -> lines.add(new Line("node", node.label(), null, "")));
        graph.onlyInB().forEach(node -> lines.add(new Line("node", null, node.label(), "")));
        for (NodeDiff node : graph.changed()) {
            String name = node.a().label();
            node.parts().forEach(part -> lines.add(line(name + ", " + part.part(), part)));
        }
        return lines;
    }

    private static Line line(String what, PartDiff part) {
        return new Line(what, part.a(), part.b(), size(part.values()));
    }

    private static String size(@Nullable ValuesDiff values) {
        if (values == null || values.count() == 1) {
            return "";
        }
        return Numbers.count(values.differing())
                + " of "
                + Numbers.count(values.count())
                + " values differ, "
                + (values.largest() == null
                        ? "not by a finite number at " + values.at()
                        : "by up to " + Numbers.text(values.largest()) + " at " + values.at());
    }
}
