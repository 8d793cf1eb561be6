// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.Curve;
import io.github.inittrace.reports.reproduce.RateVerdicts;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.reports.reproduce.ShapeVerdicts;
import io.github.inittrace.reports.reproduce.StepVerdicts;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.sweep.RecordedRun;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Distance, norm and accuracy by iteration. */
final class StepDrawing {
    private static final String DISTANCE = "|W₁ − W₁(0)|";
    private static final String NORM = "|W₁|";

    private StepDrawing() {}

    static List<DomContent> steps(Results results, PageFiles files) throws IOException {
        List<Curve> distances = new ArrayList<>();
        List<Curve> norms = new ArrayList<>();
        List<String> seeds = new ArrayList<>();
        for (RecordedRun run : results.runs(StepVerdicts.STEPS)) {
            distances.add(of(results, run, Kind.DISTANCE));
            norms.add(fromStart(of(results, run, Kind.NORM)));
            seeds.add("seed " + run.run().settings().get("seed"));
        }
        return both(
                "steps",
                Curves.overSeeds(seeds, distances),
                Curves.overSeeds(seeds, norms),
                "|W₁| − |W₁(0)|");
    }

    /** Norms of different starts lie far apart; what they change by does not. */
    private static Curve fromStart(Curve norm) {
        double start = norm.values()[0];
        return new Curve(
                norm.epochs(), Arrays.stream(norm.values()).map(value -> value - start).toArray());
    }

    static List<DomContent> rates(Results results, PageFiles files) throws IOException {
        List<RecordedRun> runs =
                results.runs(RateVerdicts.RATES).stream()
                        .filter(run -> "1".equals(run.run().settings().getOrDefault("seed", "1")))
                        .toList();
        Function<RecordedRun, String> rate =
                run -> "rate " + run.run().settings().get("learning-rate");
        List<Series> accuracy = lines(results, runs, Kind.VALIDATION_ACCURACY, "test", rate);
        List<DomContent> parts =
                new ArrayList<>(
                        both(
                                "rates",
                                lines(results, runs, Kind.DISTANCE, ShapeVerdicts.MATRIX, rate),
                                lines(results, runs, Kind.NORM, ShapeVerdicts.MATRIX, rate),
                                NORM));
        parts.add(
                Markup.pairs(
                        List.of(
                                Curves.chart(
                                        "rates-accuracy",
                                        "Test accuracy",
                                        Curves.ITERATION,
                                        "share classified correctly",
                                        accuracy,
                                        ""))));
        parts.add(Curves.table("Test accuracy", Curves.ITERATION, accuracy));
        return parts;
    }

    static List<DomContent> fresh(Results results, PageFiles files) throws IOException {
        RecordedRun one = results.runs(StepVerdicts.STEPS).get(0);
        return both(
                "fresh",
                List.of(
                        Curves.line("one network", 0, of(results, one, Kind.DISTANCE)),
                        ends(results, Kind.DISTANCE)),
                List.of(
                        Curves.line("one network", 0, of(results, one, Kind.NORM)),
                        ends(results, Kind.NORM)),
                NORM);
    }

    private static Curve of(Results results, RecordedRun run, Kind kind) throws IOException {
        return Curve.of(results.curves(run), kind, ShapeVerdicts.MATRIX);
    }

    /** The last value of each new network. */
    private static Series ends(Results results, Kind kind) throws IOException {
        record End(int steps, double value) {}
        List<End> ends = new ArrayList<>();
        for (RecordedRun run : results.runs(StepVerdicts.FRESH)) {
            Curve curve = of(results, run, kind);
            ends.add(new End(curve.epochs()[curve.epochs().length - 1], curve.last()));
        }
        ends.sort(Comparator.comparing(End::steps));
        return Curves.line(
                "a new network each",
                1,
                new Curve(
                        ends.stream().mapToInt(End::steps).toArray(),
                        ends.stream().mapToDouble(End::value).toArray()));
    }

    static List<DomContent> frozen(Results results, PageFiles files) throws IOException {
        List<RecordedRun> runs = new ArrayList<>(results.runs(StepVerdicts.STEPS).subList(0, 1));
        results.runs(StepVerdicts.FROZEN).stream()
                .filter(run -> "1".equals(run.run().settings().getOrDefault("seed", "1")))
                .forEach(runs::add);
        Function<RecordedRun, String> frozen =
                run -> run.run().settings().getOrDefault("freeze", "nothing") + " frozen";
        List<Series> first = lines(results, runs, Kind.DISTANCE, ShapeVerdicts.MATRIX, frozen);
        List<Series> last = lines(results, runs, Kind.DISTANCE, "output.weight", frozen);
        return List.of(
                Markup.pairs(
                        List.of(
                                Curves.chart(
                                        "frozen-first",
                                        "Distance of the first matrix",
                                        Curves.ITERATION,
                                        DISTANCE,
                                        first,
                                        ""),
                                Curves.chart(
                                        "frozen-last",
                                        "Distance of the second matrix",
                                        Curves.ITERATION,
                                        "|W₂ − W₂(0)|",
                                        last,
                                        ""))),
                Curves.table("Distance of the first matrix", Curves.ITERATION, first),
                Curves.table("Distance of the second matrix", Curves.ITERATION, last));
    }

    private static List<DomContent> both(
            String id, List<Series> distances, List<Series> norms, String norm) {
        return List.of(
                Markup.pairs(
                        List.of(
                                Curves.chart(
                                        id + "-distance",
                                        "Distance of the first matrix",
                                        Curves.ITERATION,
                                        DISTANCE,
                                        distances,
                                        ""),
                                Curves.chart(
                                        id + "-norm",
                                        normTitle(norm),
                                        Curves.ITERATION,
                                        norm,
                                        norms,
                                        ""))),
                Curves.table("Distance of the first matrix", Curves.ITERATION, distances),
                Curves.table(normTitle(norm), Curves.ITERATION, norms));
    }

    private static String normTitle(String norm) {
        return norm.equals(NORM)
                ? "Norm of the first matrix"
                : "Norm of the first matrix against its start";
    }

    private static List<Series> lines(
            Results results,
            List<RecordedRun> runs,
            Kind kind,
            String of,
            Function<RecordedRun, String> name)
            throws IOException {
        List<Series> lines = new ArrayList<>();
        for (RecordedRun run : runs) {
            lines.add(
                    Curves.line(
                            name.apply(run),
                            lines.size(),
                            Curve.of(results.curves(run), kind, of)));
        }
        return lines;
    }
}
