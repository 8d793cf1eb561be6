// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static j2html.TagCreator.div;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;

import io.github.inittrace.measure.Alarm;
import io.github.inittrace.measure.Severity;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.chart.Numbers;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.ValidationRecord;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How a run went, in words: how it ended, what it reached, how far the weights moved. */
final class Verdict {
    private final ReportInput input;
    private final EpochRecord first;
    private final EpochRecord last;
    private final EpochRecord finite;

    Verdict(ReportInput input) {
        this.input = input;
        this.first = input.history().first();
        this.last = input.history().last();
        this.finite = LastFinite.of(input.history());
    }

    DomContent content() {
        List<DomContent> parts =
                new ArrayList<>(
                        List.of(
                                p(strong(headline()), span(" " + explanation()))
                                        .withClasses("ending", tone()),
                                div(Markup.lines(cards())).withClass("cards"),
                                p(reached()),
                                p(moved())));
        int alarms = input.history().alarms().size();
        if (alarms > 0) {
            parts.add(p(alarms(alarms)));
        }
        return div(Markup.lines(parts)).withId("verdict");
    }

    private static String alarms(int count) {
        return (count == 1 ? "One alarm was" : Numbers.count(count) + " alarms were")
                + " raised; see Alarms below.";
    }

    /** The first epoch with a loss or norm that is not finite, if training diverged. */
    static OptionalInt divergedAt(ReportInput input) {
        Ending ending = input.run().ending();
        if (ending == null || !ending.reason().equals("diverged")) {
            return OptionalInt.empty();
        }
        return input.history().epochs().stream()
                .filter(Verdict::isBroken)
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
            case "completed" -> "Training completed " + epochs() + ".";
            case "stopped" -> "Training was stopped after " + epochs() + ".";
            case "diverged" ->
                    "Training diverged at epoch " + divergedAt(input).orElse(ending.epochs()) + ".";
            case "failed" -> "Training failed after " + epochs() + ".";
            default -> "Training ended (" + ending.reason() + ") after " + epochs() + ".";
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
            return "The process was killed, or training is still going on; what follows is what it"
                    + " had recorded by then.";
        }
        String took = "It took " + Numbers.duration(ending.wallSeconds()) + ".";
        String message = sentence(ending.message());
        return switch (ending.reason()) {
            case "completed" -> took;
            case "diverged" -> message + lastFinite();
            default -> message + " " + took;
        };
    }

    private String lastFinite() {
        if (last.epochEndLoss() != null) {
            return "";
        }
        return input.history().epochs().stream()
                .filter(e -> e.epochEndLoss() != null)
                .reduce((a, b) -> b)
                .map(
                        e ->
                                " The last finite training loss was "
                                        + Numbers.text(e.epochEndLoss(), Reasons.NOT_FINITE)
                                        + ", at epoch "
                                        + e.index()
                                        + ".")
                .orElse(" No training loss was finite.");
    }

    private static String sentence(String words) {
        if (words.isBlank()) {
            return "No reason was recorded.";
        }
        String text = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return text.endsWith(".") ? text : text + ".";
    }

    private String tone() {
        Ending ending = input.run().ending();
        if (ending == null) {
            return "warning";
        }
        return switch (ending.reason()) {
            case "diverged", "failed" -> "alert";
            case "completed" -> alarming("good");
            default -> alarming("note");
        };
    }

    /** The tone of a run that ended as it should, unless its alarms say otherwise. */
    private String alarming(String calm) {
        Severity worst =
                input.history().alarms().stream()
                        .map(Alarm::severity)
                        .max(Comparator.naturalOrder())
                        .orElse(Severity.NOTICE);
        return switch (worst) {
            case NOTICE -> calm;
            case WARNING -> "warning";
            case FAILURE -> "alert";
        };
    }

    private List<DomContent> cards() {
        List<DomContent> cards = new ArrayList<>();
        cards.add(
                card(
                        "training loss",
                        Numbers.text(last.epochEndLoss(), Reasons.epochEnd(last)),
                        change(first.epochEndLoss(), last.epochEndAccuracy())));
        for (int i = 0; i < last.validation().size(); i++) {
            ValidationRecord set = last.validation().get(i);
            Double before = i < first.validation().size() ? first.validation().get(i).loss() : null;
            cards.add(
                    card(
                            set.name() + " loss",
                            Numbers.text(set.loss(), Reasons.NOT_FINITE),
                            change(before, set.accuracy())));
        }
        Double relative = last.total().relativeDistance();
        cards.add(
                relative != null || !Reasons.startsAtZero(last.total())
                        ? card(
                                "weights moved by",
                                Numbers.text(relative, Reasons.relative(last.total())),
                                "of their initial norm")
                        : card(
                                "weights moved by",
                                Numbers.text(last.total().distance(), Reasons.NOT_FINITE),
                                "from zero"));
        return cards;
    }

    private static DomContent card(String name, String value, String remark) {
        String size = value.startsWith("undefined") ? "words" : "figure";
        return div(
                        span(name).withClass("name"),
                        span(value).withClass(size),
                        span(remark).withClass("remark"))
                .withClass("card");
    }

    private String change(@Nullable Double before, @Nullable Double accuracy) {
        String from =
                before == null || last.index() == 0
                        ? ""
                        : "was " + Numbers.text(before) + " untrained";
        String share = accuracy == null ? "" : "accuracy " + Numbers.percent(accuracy);
        return from + (from.isEmpty() || share.isEmpty() ? "" : "; ") + share;
    }

    private String reached() {
        StringBuilder text = new StringBuilder("After epoch " + last.index() + ": ");
        text.append(
                loss(
                        "training",
                        last.epochEndLoss(),
                        Reasons.epochEnd(last),
                        last.epochEndAccuracy()));
        for (ValidationRecord set : last.validation()) {
            text.append("; ")
                    .append(loss(set.name(), set.loss(), Reasons.NOT_FINITE, set.accuracy()));
        }
        return text.append(".").toString();
    }

    private static String loss(
            String set, @Nullable Double loss, String why, @Nullable Double accuracy) {
        String share = accuracy == null ? "" : " with accuracy " + Numbers.percent(accuracy);
        return set + " loss " + Numbers.text(loss, why) + share;
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
        if (finite.index() == 0) {
            return "There is no distance to report yet: nothing has been trained.";
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
                        + Numbers.text(total.initialNorm(), Reasons.NOT_FINITE)
                        + ".";
    }

    private static boolean isBroken(EpochRecord epoch) {
        boolean loss = epoch.epochEndLoss() == null && epoch.epochEndExamples() > 0;
        boolean running = epoch.runningLoss() == null && epoch.index() > 0;
        return loss || running || epoch.total().norm() == null;
    }
}
