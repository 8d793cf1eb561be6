// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.Curve;
import io.github.inittrace.reports.reproduce.DistanceVerdicts;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.reports.reproduce.ShapeVerdicts;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of distances, and the distances by iteration. */
final class DistanceDrawing {
    /** The biases that the published table has no column of. */
    private static final String UNPUBLISHED = "output.bias";

    private DistanceDrawing() {}

    static List<DomContent> table(Results results, PageFiles files) throws IOException {
        List<DomContent> rows = new ArrayList<>();
        boolean hasSeeds = false;
        for (DistanceVerdicts.Published row : DistanceVerdicts.TABLE) {
            int planned = (int) DistanceVerdicts.planned(results, row).count();
            hasSeeds |= planned > 1;
            rows.add(
                    Markup.row(
                            row.init().toLowerCase(Locale.ROOT) + " start, rate " + row.rate(),
                            List.of(
                                    td(Numbers.text(row.distance())),
                                    Markup.statistics(
                                            DistanceVerdicts.here(results, row), planned))));
        }
        List<Series> lines = lines(results);
        return List.of(
                Markup.numbers(
                        "Distance of the first matrix after "
                                + results.epochs(DistanceVerdicts.DISTANCE)
                                + " iterations; published: after 1000"
                                + (hasSeeds ? "; here: mean ± standard deviation over seeds" : ""),
                        List.of("start and rate", "published", "here"),
                        rows),
                Markup.pairs(
                        List.of(
                                Curves.chart(
                                        "distances",
                                        "Distance by iteration",
                                        Curves.ITERATION,
                                        "|W₁ − W₁(0)|",
                                        lines,
                                        ""))),
                Curves.table("Distance by iteration", Curves.ITERATION, lines));
    }

    private static List<Series> lines(Results results) throws IOException {
        List<Series> lines = new ArrayList<>();
        for (RecordedRun run : results.runs(DistanceVerdicts.DISTANCE)) {
            String seed = run.run().settings().getOrDefault("seed", "1");
            if (seed.equals("1")) {
                lines.add(
                        Curves.line(
                                DistanceVerdicts.start(run)
                                        + ", rate "
                                        + run.run().settings().get("learning-rate"),
                                lines.size(),
                                distance(results, run)));
            }
        }
        return lines;
    }

    private static Curve distance(Results results, RecordedRun run) throws IOException {
        return Curve.of(results.curves(run), Kind.DISTANCE, ShapeVerdicts.MATRIX);
    }

    static List<DomContent> longer(Results results, PageFiles files) throws IOException {
        List<Series> lines = new ArrayList<>();
        for (RecordedRun run : results.runs(DistanceVerdicts.DISTANCE, "init", "UNIFORM")) {
            if ("2".equals(run.run().settings().get("learning-rate")) && lines.isEmpty()) {
                lines.add(Curves.line("rate 2", 1, distance(results, run)));
            }
        }
        lines.add(
                Curves.line(
                        "rate 0.5, trained on",
                        0,
                        distance(results, results.runs(DistanceVerdicts.LONGER).get(0))));
        return List.of(
                Markup.pairs(
                        List.of(
                                Curves.chart(
                                        "longer",
                                        "Distance by iteration, uniform start",
                                        Curves.ITERATION,
                                        "|W₁ − W₁(0)|",
                                        lines,
                                        ""))),
                Curves.table("Distance by iteration", Curves.ITERATION, lines));
    }

    static List<DomContent> repeatability(Results results, PageFiles files) throws IOException {
        List<RecordedRun> runs = results.runs(DistanceVerdicts.REPEATABILITY);
        int planned = results.sweep(DistanceVerdicts.REPEATABILITY).runs().size();
        List<double[]> columns = new ArrayList<>();
        List<DomContent> published = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("seed"));
        for (DistanceVerdicts.Repeated tensor : DistanceVerdicts.REPEATED) {
            columns.add(DistanceVerdicts.repeated(results, tensor.tensor()));
            published.add(td(tensor.words()));
            heads.add(tensor.tensor());
        }
        columns.add(DistanceVerdicts.repeated(results, UNPUBLISHED));
        published.add(td("no column"));
        heads.add(UNPUBLISHED);
        List<DomContent> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            int run = i;
            rows.add(
                    Markup.row(
                            runs.get(i).run().settings().getOrDefault("seed", "1"),
                            columns.stream()
                                    .map(column -> Markup.number(column[run], "not finite"))
                                    .toList()));
        }
        rows.add(
                Markup.total(
                        "mean ± sd",
                        columns.stream()
                                .map(c -> Markup.statistics(Statistics.of(c), planned))
                                .toList()));
        rows.add(Markup.total("published, " + DistanceVerdicts.COMPUTED, published));
        return List.of(
                p("Distance of each tensor from its start after 200 full-batch steps."),
                Markup.numbers("Distance by seed", heads, rows));
    }
}
