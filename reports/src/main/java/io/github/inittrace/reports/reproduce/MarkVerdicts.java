// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A letter in the matrix between the hidden layers, against figure 1 of arXiv:2012.02550. The paper
 * shows pictures of the matrix and no number; by eye, "visible" is made exact by the visibility of
 * {@link MarkMeasures}.
 */
public final class MarkVerdicts {
    /** From this visibility on the letter counts as seen. */
    public static final double SEEN = 0.75;

    /** Up to this visibility the letter counts as gone; 0.5 is chance. */
    public static final double GONE = 0.6;

    private static final int PUBLISHED_EPOCHS = 1000;

    /** Figure 1a: width 512, which stays. */
    public static final MarkVerdicts STABLE =
            new MarkVerdicts("mark-512", List.of(0, 250, 500, 750, 1000));

    /** Figure 1b: width 256, which diverges. */
    public static final MarkVerdicts UNSTABLE =
            new MarkVerdicts("mark-256", List.of(0, 75, 200, 500, 1000));

    private final String plan;
    private final List<Integer> published;

    private MarkVerdicts(String plan, List<Integer> published) {
        this.plan = plan;
        this.published = published;
    }

    /** The plan whose runs carry the letter. */
    public String plan() {
        return plan;
    }

    /**
     * The records nearest to the published epochs, as parts of the training.
     *
     * @param history the epochs of a run
     */
    public List<EpochRecord> shown(TrainingHistory history) {
        List<EpochRecord> shown = new ArrayList<>();
        for (int epoch : published) {
            double wanted = (double) epoch / PUBLISHED_EPOCHS * history.last().index();
            EpochRecord nearest = history.first();
            for (EpochRecord record : history) {
                boolean isNearer =
                        Math.abs(record.index() - wanted) < Math.abs(nearest.index() - wanted);
                nearest = isNearer ? record : nearest;
            }
            shown.add(nearest);
        }
        return shown;
    }

    /** How visible the letter is at a record, from 1 to 0.5; NaN if that is undefined. */
    public static double visibility(EpochRecord record) {
        return Optional.ofNullable(record.marks()).stream()
                .flatMap(List::stream)
                .findFirst()
                .map(MarkMeasures::visibility)
                .orElse(Double.NaN);
    }

    List<Finding> of(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "hasyv2", Scale.FULL);
        List<Finding> findings = new ArrayList<>();
        for (RecordedRun run : results.runs(plan)) {
            RunFolder folder = results.folder(run);
            TrainingHistory history = folder.history();
            List<EpochRecord> shown = shown(history);
            EventTime divergence = history.trainingCourse().divergence();
            String seed = results.runs(plan).size() > 1 ? ", " + run.run().name() : "";
            if (this == STABLE) {
                findings.add(stays(comparison, shown, seed));
                findings.add(trains(comparison, history, seed));
            } else {
                findings.add(goes(comparison, shown, divergence, seed));
                findings.add(diverges(comparison, divergence, seed));
            }
        }
        return findings;
    }

    private static Finding stays(Comparison comparison, List<EpochRecord> shown, String seed) {
        boolean isSeen = shown.stream().allMatch(record -> visibility(record) >= SEEN);
        return comparison.statement(
                "C1",
                "the letter can be seen all along" + seed,
                "seen at epochs 0, 250, 500, 750 and 1000 (by eye)",
                visibilities(shown),
                Comparison.verdict(isSeen),
                "a visibility of " + SEEN + " or more at each",
                "");
    }

    private static Finding trains(Comparison comparison, TrainingHistory history, String seed) {
        EventTime divergence = history.trainingCourse().divergence();
        return comparison.statement(
                "",
                "the network of width 512 does not diverge" + seed,
                "training loss 0.0157 at epoch 1000" + Comparison.READ_OFF,
                divergence.isCensored()
                        ? "training loss "
                                + Numbers.text(history.last().epochEndLoss(), "not finite")
                                + " at epoch "
                                + history.last().index()
                        : "diverged at epoch " + divergence.epoch(),
                Comparison.verdict(divergence.isCensored()),
                "no plateau at three times the lowest loss",
                "");
    }

    private static Finding goes(
            Comparison comparison, List<EpochRecord> shown, EventTime divergence, String seed) {
        boolean isGone = visibility(shown.get(shown.size() - 1)) <= GONE;
        boolean isDue = !divergence.isCensored() || divergence.epoch() >= PUBLISHED_EPOCHS;
        return comparison.statement(
                "C2",
                "the letter goes as the network diverges" + seed,
                "seen at epoch 75, faint at 200, gone at 500 and 1000 (by eye)",
                visibilities(shown),
                isGone && !divergence.isCensored()
                        ? Verdict.AGREES
                        : isDue ? Verdict.DIFFERS : Verdict.NOT_TESTED,
                "a visibility of " + GONE + " or less at the end, after divergence",
                divergence.isCensored() ? "the network did not diverge" : "");
    }

    private static Finding diverges(Comparison comparison, EventTime divergence, String seed) {
        return comparison.statement(
                "",
                "the network of width 256 diverges" + seed,
                "grows from epoch 330 on, on its plateau of 15.7 from 490 on" + Comparison.READ_OFF,
                divergence.isCensored()
                        ? "not within " + divergence.epoch() + " epochs"
                        : "at epoch " + divergence.epoch(),
                divergence.isCensored()
                        ? divergence.epoch() < PUBLISHED_EPOCHS
                                ? Verdict.NOT_TESTED
                                : Verdict.DIFFERS
                        : Verdict.AGREES,
                "a plateau at three times the lowest loss or more",
                divergence.isCensored() && divergence.epoch() < PUBLISHED_EPOCHS
                        ? "trained for " + divergence.epoch() + " of the published 1000 epochs"
                        : "");
    }

    private static String visibilities(List<EpochRecord> shown) {
        return "visibility "
                + shown.stream()
                        .map(r -> Numbers.text(visibility(r), "no value") + " at " + r.index())
                        .collect(Collectors.joining(", "));
    }
}
