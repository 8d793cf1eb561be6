// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.diff.GraphDiff;
import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.diff.PairingNotes;
import io.github.inittrace.diff.TensorDiff;
import io.github.inittrace.diff.TensorPair;
import io.github.inittrace.measure.Difference;
import io.github.inittrace.measure.DistributionDistance;
import io.github.inittrace.measure.Moments;
import io.github.inittrace.measure.PairMeasures;
import io.github.inittrace.reports.html.diff.GraphLines;
import io.github.inittrace.text.Numbers;
import io.github.inittrace.text.SafeText;
import io.github.inittrace.text.ShortText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The difference of two models as lines for a terminal. */
final class DiffText {
    private static final String NONE = "-";

    /** Half of the last of four digits, relative to the number. */
    private static final double SHOWN_DIGITS = 5e-5;

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_LINE = 500;

    /** Differences of the graphs that a terminal gets. */
    private static final int MOST_OF_GRAPH = 20;

    /** What a line of them may have besides its indent and colon. */
    private static final int COLUMNS = 96;

    private DiffText() {}

    static List<String> lines(ModelDiff diff) {
        List<String> lines = new ArrayList<>();
        lines.add("A  " + PairingNotes.model(diff.a()));
        lines.add("B  " + PairingNotes.model(diff.b()));
        if (!diff.tensors().isEmpty()) {
            lines.add("");
            lines.addAll(distances(diff));
            lines.add("");
            lines.addAll(distributions(diff));
        }
        lines.add("");
        lines.addAll(graph(diff));
        List<String> notes = PairingNotes.of(diff);
        if (!notes.isEmpty()) {
            lines.add("");
            lines.addAll(notes);
        }
        return lines.stream().map(line -> shown(line, LONGEST_LINE)).toList();
    }

    /** What a file calls its tensors may be anything; a terminal gets it in one short line. */
    private static String shown(String text, int longest) {
        return ShortText.of(SafeText.onOneLine(text), longest);
    }

    /** What differs besides the weights, a line each. */
    private static List<String> graph(ModelDiff diff) {
        GraphDiff graph = diff.graph();
        List<String> lines = new ArrayList<>();
        lines.add(GraphLines.headline(diff));
        List<GraphLines.Line> all = GraphLines.of(graph);
        for (GraphLines.Line line : all.subList(0, Math.min(MOST_OF_GRAPH, all.size()))) {
            if (line.b() == null && line.what().equals("node")) {
                lines.add("  only in A: " + line.a());
            } else if (line.a() == null && line.what().equals("node")) {
                lines.add("  only in B: " + line.b());
            } else {
                String values =
                        line.inA()
                                + " in A, "
                                + line.inB()
                                + " in B"
                                + (line.size().isEmpty() ? "" : "; " + line.size());
                if (line.what().length() + values.length() > COLUMNS) {
                    lines.add("  " + line.what() + ":");
                    lines.add("    " + values);
                } else {
                    lines.add("  " + line.what() + ": " + values);
                }
            }
        }
        if (all.size() > MOST_OF_GRAPH) {
            lines.add(
                    "  and "
                            + Numbers.count(all.size() - MOST_OF_GRAPH)
                            + " more; --json has all of them");
        }
        return lines;
    }

    private static List<String> distances(ModelDiff diff) {
        TextTable table =
                new TextTable(
                        "tensor",
                        "shape",
                        "values",
                        "|A|",
                        "|B|",
                        "|B-A|",
                        "|B-A|/|A|",
                        "rms",
                        "max",
                        "at");
        for (TensorDiff tensor : diff.tensors()) {
            PairMeasures measures = tensor.measures();
            if (measures != null) {
                distances(
                        table,
                        name(tensor.pair()),
                        shape(tensor.pair()),
                        measures,
                        index(tensor.maxIndex()));
            }
        }
        PairMeasures total = diff.total();
        if (total != null) {
            distances(table, "total", "", total, "");
        }
        return table.lines();
    }

    private static void distances(
            TextTable table, String name, String shape, PairMeasures measures, String at) {
        Difference difference = measures.difference();
        table.row(
                name,
                shape,
                Numbers.count(measures.a().count()),
                number(measures.a().norm()),
                number(measures.b().norm()),
                difference == null ? NONE : number(difference.distance()),
                difference == null ? NONE : number(difference.relativeDistance()),
                difference == null ? NONE : number(difference.rms()),
                difference == null ? NONE : number(difference.maxAbs()),
                at);
    }

    private static List<String> distributions(ModelDiff diff) {
        TextTable table =
                new TextTable(
                        "tensor",
                        "mean A",
                        "mean B",
                        "std A",
                        "std B",
                        "cosine",
                        "sign flips",
                        "unchanged",
                        "W1",
                        "KS");
        for (TensorDiff tensor : diff.tensors()) {
            PairMeasures measures = tensor.measures();
            if (measures != null) {
                distributions(table, name(tensor.pair()), measures);
            }
        }
        PairMeasures total = diff.total();
        if (total != null) {
            distributions(table, "total", total);
        }
        return table.lines();
    }

    private static void distributions(TextTable table, String name, PairMeasures measures) {
        Difference difference = measures.difference();
        DistributionDistance distance = measures.distribution();
        table.row(
                name,
                number(measures.a().moments().mean()),
                number(measures.b().moments().mean()),
                deviation(measures.a().moments()),
                deviation(measures.b().moments()),
                difference == null ? NONE : number(difference.cosine()),
                difference == null ? NONE : share(difference.signFlips(), difference.count()),
                difference == null ? NONE : share(difference.unchanged(), difference.count()),
                bounded(distance.wasserstein(), distance.wassersteinError()),
                bounded(distance.kolmogorovSmirnov(), distance.kolmogorovSmirnovError()));
    }

    private static String name(TensorPair pair) {
        return shown(pair.a().name(), LONGEST_NAME) + (pair.byName() ? "" : " *");
    }

    private static String shape(TensorPair pair) {
        return pair.a().shape() + (pair.transposed() ? " T" : "");
    }

    private static String index(@Nullable List<Integer> index) {
        return index == null || index.isEmpty() ? "" : index.toString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? NONE : Numbers.text(value);
    }

    private static String deviation(Moments moments) {
        Double variance = moments.variance();
        return variance == null ? NONE : Numbers.text(Math.sqrt(variance));
    }

    private static String bounded(@Nullable Double value, double error) {
        boolean seen = value != null && error > SHOWN_DIGITS * value;
        return number(value) + (seen ? String.format(Locale.ROOT, " ±%.0e", error) : "");
    }

    private static String share(long part, long whole) {
        return whole == 0 ? NONE : Numbers.percent((double) part / whole);
    }
}
