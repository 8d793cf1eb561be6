// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.td;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.LineStyle;
import io.github.inittrace.reports.chart.Series;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.Divergence;
import io.github.inittrace.reports.reproduce.DivergenceVerdicts;
import io.github.inittrace.reports.reproduce.Jump;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Losses and distances of a network that diverged, and a table of all that did. */
final class DivergenceDrawing {
    private DivergenceDrawing() {}

    static List<DomContent> of(Results results, PageFiles files) throws IOException {
        List<Divergence> diverged = Divergence.of(results, DivergenceVerdicts.PLAN);
        Optional<Divergence> shown = diverged.stream().min(Comparator.comparing(Divergence::seed));
        if (shown.isEmpty()) {
            return List.of(
                    p(
                            "None of "
                                    + results.runs(DivergenceVerdicts.PLAN).size()
                                    + " networks diverged within "
                                    + results.epochs(DivergenceVerdicts.PLAN)
                                    + " epochs."));
        }
        TrainingHistory history = results.folder(shown.get().run()).history();
        List<Series> losses =
                List.of(
                        LossSeries.training(history, LineStyle.of(0)),
                        LossSeries.test(history, LineStyle.of(1)));
        List<Series> distances = distances(history);
        List<Series> all = new ArrayList<>(losses);
        all.addAll(distances);
        return List.of(
                h3("The network of " + shown.get().name()),
                Markup.multiples(
                        List.of(
                                Curves.logarithmic(
                                        "divergence-losses",
                                        "Both losses",
                                        "mean loss per example",
                                        losses),
                                Curves.logarithmic(
                                        "divergence-distances",
                                        "Distance of each matrix from its start",
                                        "|W − W₀| / |W₀|",
                                        distances))),
                Curves.table("Losses and distances", "epoch", all),
                table(diverged));
    }

    private static List<Series> distances(TrainingHistory history) {
        List<Series> lines = new ArrayList<>();
        for (TensorMeasures tensor : history.first().tensors()) {
            if (tensor.shape().size() == 2) {
                String name = tensor.name();
                lines.add(
                        LossSeries.of(
                                name,
                                LineStyle.of(2 + lines.size()),
                                history,
                                record -> relativeDistance(record, name)));
            }
        }
        return lines;
    }

    private static @Nullable Double relativeDistance(EpochRecord record, String tensor) {
        return record.tensors().stream()
                .filter(measures -> measures.name().equals(tensor))
                .findFirst()
                .map(TensorMeasures::relativeDistance)
                .orElse(null);
    }

    private static DomContent table(List<Divergence> diverged) {
        List<DomContent> rows = new ArrayList<>();
        for (Divergence each : diverged) {
            Jump jump = each.jump();
            rows.add(
                    Markup.row(
                            each.name(),
                            List.of(
                                    jump == null
                                            ? td("in the first few")
                                            : Markup.count(jump.loss()),
                                    Markup.number(each.before(), "no value"),
                                    Markup.number(each.after(), "not finite"),
                                    Markup.number(each.overfitting(), "no value"),
                                    td(
                                            Double.isNaN(each.clipped())
                                                    ? ""
                                                    : Numbers.percent(each.clipped())))));
        }
        return Markup.numbers(
                "All networks that diverged",
                List.of(
                        "network",
                        "epoch of the jump",
                        "training loss before",
                        "at the end",
                        "test loss before, by its lowest",
                        "clipped at the end"),
                rows);
    }
}
