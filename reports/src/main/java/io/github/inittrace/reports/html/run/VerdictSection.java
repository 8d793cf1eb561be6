// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.td;
import static j2html.TagCreator.ul;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.check.BaselineComparison;
import io.github.inittrace.reports.check.BaselineMismatch;
import io.github.inittrace.reports.html.kit.Card;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.run.BestRecord;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.study.KeyFigure;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.RunVerdict;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The top of the page, for a reader with ten seconds: the verdict and why, what to do about the
 * alarms, the figures that matter and how they compare with a baseline; then how training ended,
 * what it reached and how far the weights moved. The verdict is a sign, a word and a colour.
 */
final class VerdictSection {
    private final ReportInput input;
    private final EpochRecord last;
    private final EpochRecord finite;

    VerdictSection(ReportInput input) {
        this.input = input;
        this.last = input.history().last();
        this.finite = LastFiniteEpoch.of(input.history());
    }

    DomContent content() {
        RunVerdict health = RunVerdict.of(input.run(), input.history());
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                                strong(
                                        health.status().sign()
                                                + " "
                                                + capitalised(health.status().word())
                                                + ":"),
                                span(" " + health.reason() + "."))
                        .withClasses("ending", tone(health.status())));
        Ending ending = input.run().ending();
        if (ending != null && ending.epochs() != last.index()) {
            parts.add(
                    p("Training ended at epoch "
                                    + ending.epochs()
                                    + ", but the record ends at epoch "
                                    + last.index()
                                    + ", as if it had been cut off in copying. What follows is"
                                    + " what is there.")
                            .withClass("ending warning"));
        }
        parts.addAll(AlarmsSection.plainWords(input.history().alarms()));
        parts.add(Card.row(cards()));
        NamedRun baseline = input.baseline();
        if (baseline != null) {
            List<String> unlike = BaselineMismatch.sentences(input.named(), baseline);
            if (!unlike.isEmpty()) {
                parts.add(
                        div(ul(each(unlike, sentence -> li(capitalised(sentence) + "."))))
                                .withClass("ending warning"));
            }
            parts.add(comparison(baseline));
        }
        parts.add(p(headline() + " " + explanation()));
        parts.add(p(reached()));
        BestRecord best = input.best();
        if (best != null) {
            parts.add(p(bestEpoch(best)));
        }
        parts.add(p(moved()));
        return div(Markup.lines(parts)).withId("verdict");
    }

    private static String tone(RunVerdict.Status status) {
        return switch (status) {
            case HEALTHY -> "good";
            case WATCH -> "warning";
            case BROKEN -> "alert";
        };
    }

    private DomContent comparison(NamedRun baseline) {
        List<DomContent> rows = new ArrayList<>();
        for (BaselineComparison row : BaselineComparison.of(input.named(), baseline)) {
            rows.add(
                    Markup.row(
                            row.label(),
                            List.of(td(row.value()), td(row.baseline()), td(row.difference()))));
        }
        return Markup.numbers(
                "Compared with the baseline, " + baseline.name(),
                List.of("figure", "this run", "baseline", "difference"),
                rows);
    }

    /** The first epoch with a loss or norm that is not finite, if training diverged. */
    static OptionalInt divergedAt(ReportInput input) {
        Ending ending = input.run().ending();
        if (ending == null || ending.reason() != EndReason.DIVERGED) {
            return OptionalInt.empty();
        }
        return input.history().epochs().stream()
                .filter(epoch -> isBroken(input.run(), epoch))
                .mapToInt(EpochRecord::index)
                .findFirst();
    }

    /** How training ended, in one short sentence. */
    String headline() {
        Ending ending = input.run().ending();
        if (ending == null) {
            return "No end recorded after epoch " + last.index() + ".";
        }
        return switch (ending.reason()) {
            case COMPLETED -> "Training completed " + epochs() + ".";
            case STOPPED -> "Training was stopped after " + epochs() + ".";
            case DIVERGED ->
                    "Training diverged at epoch " + divergedAt(input).orElse(ending.epochs()) + ".";
            case FAILED -> "Training failed after " + epochs() + ".";
        };
    }

    private String epochs() {
        int planned = input.run().plannedEpochs();
        int done = last.index();
        String tail = planned == 1 ? " epoch" : " epochs";
        return planned == done ? "all " + done + tail : done + " of " + planned + tail;
    }

    private String explanation() {
        Ending ending = input.run().ending();
        if (ending == null) {
            return "What follows is what the run had recorded by then.";
        }
        String took =
                input.run().training().hasFacts()
                        ? "It took " + Numbers.duration(ending.wallSeconds()) + "."
                        : "Its weights were imported; how long it took is not known.";
        return switch (ending.reason()) {
            case COMPLETED, FAILED -> took;
            case DIVERGED -> lastFinite() + took;
            case STOPPED -> sentence(ending.message()) + " " + took;
        };
    }

    private String lastFinite() {
        if (last.epochEndLoss() != null || last.epochEndExamples() == 0) {
            return "";
        }
        return input.history().epochs().stream()
                .filter(e -> e.epochEndLoss() != null)
                .reduce((a, b) -> b)
                .map(
                        e ->
                                "The last finite training loss was "
                                        + Numbers.text(e.epochEndLoss(), MissingValue.NOT_FINITE)
                                        + ", at epoch "
                                        + e.index()
                                        + ". ")
                .orElse("No training loss was finite. ");
    }

    private static String sentence(String words) {
        if (words.isBlank()) {
            return "No reason was recorded.";
        }
        String text = capitalised(words);
        return text.endsWith(".") ? text : text + ".";
    }

    private static String capitalised(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private List<Card> cards() {
        return KeyFigure.of(input.named()).stream()
                .map(figure -> new Card(figure.label(), figure.text(), figure.remark()))
                .toList();
    }

    private String reached() {
        StringBuilder text = new StringBuilder("After epoch " + last.index() + ": ");
        text.append(
                loss(
                        "training",
                        last.epochEndLoss(),
                        MissingValue.epochEnd(last),
                        last.epochEndAccuracy()));
        for (ValidationRecord set : last.validation()) {
            text.append("; ")
                    .append(loss(set.name(), set.loss(), MissingValue.loss(set), set.accuracy()));
            if (set.isPartial()) {
                text.append(" (").append(set.leftOutOfAll()).append(" left out)");
            }
        }
        return text.append(".").toString();
    }

    private static String loss(
            String set, @Nullable Double loss, String why, @Nullable Double accuracy) {
        String share = accuracy == null ? "" : " with accuracy " + Numbers.percent(accuracy);
        return set + " loss " + Numbers.text(loss, why) + share;
    }

    private static String bestEpoch(BestRecord best) {
        return RunFolder.BEST
                + " is the network of epoch "
                + best.epoch()
                + ", with the best "
                + best.figure()
                + ": "
                + Numbers.text(best.value())
                + ".";
    }

    private DomContent[] moved() {
        List<DomContent> parts = new ArrayList<>();
        parts.add(span(movedInTotal()));
        List<TensorMeasures> matrices =
                finite.tensors().stream()
                        .filter(t -> t.shape().size() > 1 && t.relativeDistance() != null)
                        .filter(t -> finite.index() > 0)
                        .toList();
        for (TensorMeasures tensor : matrices) {
            parts.add(
                    span(
                            (tensor == matrices.get(0) ? " By matrix: " : ", ")
                                    + tensor.name()
                                    + " "
                                    + Numbers.text(tensor.relativeDistance(), "")));
        }
        if (!matrices.isEmpty()) {
            parts.add(span("."));
        }
        return parts.toArray(DomContent[]::new);
    }

    private String movedInTotal() {
        TensorMeasures total = finite.total();
        Double distance = total.distance();
        if (distance == null) {
            return "How far the weights moved is undefined: they are not finite.";
        }
        if (last.index() == 0) {
            return "There is no distance to report yet: nothing has been trained.";
        }
        if (finite.index() == 0) {
            return "How far the weights moved is undefined: from epoch "
                    + input.history().epochs().get(1).index()
                    + " on they are not finite.";
        }
        String when =
                finite == last ? "" : "Up to epoch " + finite.index() + ", the last finite, a";
        String length =
                (when.isEmpty() ? "A" : when)
                        + "ll parameters together moved a distance of "
                        + Numbers.text(distance);
        return total.relativeDistance() == null
                ? length + "; they start at zero, so there is no distance relative to the start."
                : length
                        + ", "
                        + Numbers.text(total.relativeDistance(), "")
                        + " of their initial norm "
                        + Numbers.text(total.initialNorm(), MissingValue.NOT_FINITE)
                        + ".";
    }

    private static boolean isBroken(RunRecord run, EpochRecord epoch) {
        return isBroken(epoch.epochEndLoss(), MissingValue.epochEnd(epoch))
                || isBroken(epoch.runningLoss(), MissingValue.running(run, epoch))
                || epoch.total().norm() == null;
    }

    private static boolean isBroken(@Nullable Double loss, String why) {
        return loss == null && why.equals(MissingValue.NOT_FINITE);
    }
}
