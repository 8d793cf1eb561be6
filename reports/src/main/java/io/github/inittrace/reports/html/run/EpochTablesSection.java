// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.run.DeadUnitsRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The numbers behind the charts over epochs, one row an epoch; long ones are folded away. */
final class EpochTablesSection {
    private static final int LONGEST = 300;
    private static final int SAMPLE = 200;

    private final Optional<String> all;
    private final RunRecord run;
    private final int recorded;
    private final List<EpochRecord> epochs;

    EpochTablesSection(ReportInput input, Path runFolder, PageFiles files) {
        all = files.link(runFolder.resolve(RunFolder.EPOCHS));
        recorded = input.history().epochs().size();
        run = input.run();
        epochs = shown(input);
    }

    /** Whether the tables have every record. */
    static boolean areAll(ReportInput input) {
        return input.history().epochs().size() <= LONGEST;
    }

    /** All, or of a long run some at even distances and those at which something happened. */
    static List<EpochRecord> shown(ReportInput input) {
        List<EpochRecord> all = input.history().epochs();
        if (areAll(input)) {
            return all;
        }
        List<EpochRecord> shown = new ArrayList<>();
        Set<Integer> events =
                RunEvents.of(input).stream()
                        .map(RunEvents.Event::epoch)
                        .collect(Collectors.toSet());
        int next = 0;
        for (int i = 0; i < all.size(); i++) {
            boolean isNext = i >= (long) next * (all.size() - 1) / (SAMPLE - 1);
            if (isNext || events.contains(all.get(i).index())) {
                shown.add(all.get(i));
            }
            next += isNext ? 1 : 0;
        }
        return shown;
    }

    Section section() {
        List<DomContent> parts = new ArrayList<>();
        if (epochs.size() < recorded) {
            DomContent file = code(RunFolder.EPOCHS);
            parts.add(
                    p(
                            text(
                                    "These tables show "
                                            + epochs.size()
                                            + " of "
                                            + Numbers.count(recorded)
                                            + " records: some at even distances, and those at which"
                                            + " something happened. All of them are in "),
                            all.<DomContent>map(link -> a(file).withHref(link)).orElse(file),
                            text(".")));
        }
        parts.add(folded("Loss, accuracy and total distance", losses()));
        parts.add(tensors());
        if (epochs.stream().flatMap(e -> layers(e).stream()).anyMatch(l -> l.dead() > 0)) {
            parts.add(folded("Dead units of each hidden layer", deadUnits()));
        }
        return new Section("table", "Every epoch", parts);
    }

    private DomContent folded(String title, DomContent table) {
        return Markup.foldedIfLong(epochs.size(), title, table);
    }

    private DomContent losses() {
        List<String> heads =
                new ArrayList<>(
                        List.of("epoch", "running loss", "training loss", "training accuracy"));
        boolean clipped = epochs.get(0).deadFraction() != null;
        if (clipped) {
            heads.add("training dead share");
        }
        for (ValidationRecord set : epochs.get(0).validation()) {
            heads.add(set.name() + " loss");
            heads.add(set.name() + " accuracy");
            if (clipped) {
                heads.add(set.name() + " dead share");
            }
        }
        heads.addAll(
                List.of(
                        "distance",
                        "relative",
                        "update",
                        "norm",
                        "norm by initial",
                        "seconds",
                        "evaluation seconds",
                        "measure seconds"));
        List<DomContent> rows =
                epochs.stream().map(e -> Markup.row(index(e), losses(e, clipped))).toList();
        return Markup.numbers("Loss, accuracy and total distance by epoch", heads, rows);
    }

    private List<DomContent> losses(EpochRecord epoch, boolean clipped) {
        List<DomContent> cells = new ArrayList<>();
        cells.add(Markup.number(epoch.runningLoss(), MissingValue.running(run, epoch)));
        cells.add(Markup.number(epoch.epochEndLoss(), MissingValue.epochEnd(epoch)));
        cells.add(
                accuracy(epoch.epochEndAccuracy(), epoch.epochEndLoss(), epoch.epochEndExamples()));
        if (clipped) {
            cells.add(Markup.number(epoch.deadFraction(), MissingValue.epochEnd(epoch)));
        }
        for (ValidationRecord set : epoch.validation()) {
            cells.add(Markup.number(set.loss(), MissingValue.loss(set)));
            cells.add(accuracy(set.accuracy(), set.loss(), set.examples()));
            if (clipped) {
                cells.add(Markup.number(set.deadFraction(), MissingValue.loss(set)));
            }
        }
        TensorMeasures total = epoch.total();
        cells.add(Markup.number(total.distance(), MissingValue.NOT_FINITE));
        cells.add(Markup.number(total.relativeDistance(), MissingValue.relative(total)));
        cells.add(Markup.number(total.updateSize(), MissingValue.update(epoch.index())));
        cells.add(Markup.number(total.norm(), MissingValue.NOT_FINITE));
        cells.add(Markup.number(EpochChartsSection.ratio(total), MissingValue.relative(total)));
        boolean isTimed = epoch.index() == 0 || epoch.seconds() > 0;
        cells.add(Markup.number(isTimed ? epoch.seconds() : null, MissingValue.NOT_TIMED));
        cells.add(Markup.number(epoch.evaluationSeconds(), MissingValue.NOT_TIMED));
        cells.add(Markup.number(epoch.measureSeconds(), MissingValue.NOT_TIMED));
        return cells;
    }

    private static DomContent accuracy(
            @Nullable Double accuracy, @Nullable Double loss, int examples) {
        return Markup.number(accuracy, MissingValue.accuracy(loss, examples));
    }

    private DomContent deadUnits() {
        List<String> heads = new ArrayList<>(List.of("epoch"));
        for (DeadUnitsRecord layer : layers(epochs.get(0))) {
            heads.add(layer.layer() + ", dead of " + Numbers.count(layer.units()));
        }
        List<DomContent> rows =
                epochs.stream()
                        .map(
                                e ->
                                        Markup.row(
                                                index(e),
                                                layers(e).stream()
                                                        .<DomContent>map(
                                                                l -> Markup.count(l.dead()))
                                                        .toList()))
                        .toList();
        return Markup.numbers("Dead units of each hidden layer by epoch", heads, rows);
    }

    private static List<DeadUnitsRecord> layers(EpochRecord epoch) {
        return epoch.deadUnits() == null ? List.of() : epoch.deadUnits();
    }

    /** A table for each tensor: side by side they would be as wide as the network is deep. */
    private DomContent tensors() {
        List<DomContent> tables = new ArrayList<>();
        List<TensorMeasures> tensors = epochs.get(0).tensors();
        for (int i = 0; i < tensors.size(); i++) {
            tables.add(tensor(i, tensors.get(i).name(), MissingValue.startsAtZero(tensors.get(i))));
        }
        return Markup.folded("Distance, norm and update size of each tensor", Markup.lines(tables));
    }

    private DomContent tensor(int tensor, String name, boolean zero) {
        List<String> heads = new ArrayList<>(List.of("epoch", "distance"));
        if (!zero) {
            heads.addAll(List.of("relative distance", "norm", "norm by initial"));
        }
        heads.add("update");
        List<DomContent> rows =
                epochs.stream()
                        .filter(epoch -> tensor < epoch.tensors().size())
                        .map(e -> Markup.row(index(e), cells(e, e.tensors().get(tensor), zero)))
                        .toList();
        return Markup.numbers(name + " by epoch", heads, rows);
    }

    private static List<DomContent> cells(EpochRecord epoch, TensorMeasures tensor, boolean zero) {
        List<DomContent> cells = new ArrayList<>();
        cells.add(Markup.number(tensor.distance(), MissingValue.NOT_FINITE));
        if (!zero) {
            cells.add(Markup.number(tensor.relativeDistance(), MissingValue.relative(tensor)));
            cells.add(Markup.number(tensor.norm(), MissingValue.NOT_FINITE));
            cells.add(Markup.number(EpochChartsSection.ratio(tensor), MissingValue.NOT_FINITE));
        }
        cells.add(Markup.number(tensor.updateSize(), MissingValue.update(epoch.index())));
        return cells;
    }

    private static String index(EpochRecord epoch) {
        return epoch.index() + (epoch.complete() ? "" : " (incomplete)");
    }
}
