// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.measure.EventTime;
import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
     * @param epochs how many it was to have
     */
    public List<EpochRecord> shown(TrainingHistory history, int epochs) {
        List<EpochRecord> shown = new ArrayList<>();
        for (int epoch : published) {
            double wanted = (double) epoch / TrainingLength.PAPER_EPOCHS * epochs;
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

    /**
     * How visible the letter is at a record, from 1 to 0.5, among the units that can be trained. A
     * unit all of whose weights start at zero, as those beside the letter do, is dead for good: its
     * weights would stay zero and the letter visible, whatever becomes of the others.
     *
     * @param untrainable how many units of the marked layer start without a weight
     * @param record an epoch
     * @return NaN if it is undefined
     */
    public static double visibility(int untrainable, EpochRecord record) {
        MarkMeasures mark = mark(record);
        if (mark == null || mark.visibility() == null) {
            return Double.NaN;
        }
        double still = (double) untrainable * inputs(record, mark) / mark.zeroed();
        return (mark.visibility() - still) / (1 - still);
    }

    private static @Nullable MarkMeasures mark(EpochRecord record) {
        List<MarkMeasures> marks = record.marks();
        return marks == null || marks.isEmpty() ? null : marks.get(0);
    }

    private static int inputs(EpochRecord record, MarkMeasures mark) {
        return record.tensors().stream()
                .filter(tensor -> tensor.name().equals(mark.name()))
                .map(tensor -> tensor.shape().get(0))
                .findFirst()
                .orElse(0);
    }

    /**
     * How many units of the marked layer start without a weight. Not all units that are dead at the
     * start do: those of images on white are dead by chance, too, and may come to life.
     *
     * @throws IOException if the untrained network cannot be read; one sentence
     */
    public static int untrainable(RunFolder run) throws IOException {
        Optional<Path> initial = run.initialModel();
        if (initial.isEmpty()) {
            return 0;
        }
        return OnnxWeights.read(initial.get()).tensors().stream()
                .filter(tensor -> tensor.name().equals(JointVerdicts.MATRIX))
                .mapToInt(tensor -> emptyColumns(tensor.values(), tensor.shape().get(1)))
                .sum();
    }

    /** How many columns of a matrix, row by row, hold nothing but zeros. */
    static int emptyColumns(float[] matrix, int columns) {
        BitSet filled = new BitSet(columns);
        for (int i = 0; i < matrix.length; i++) {
            if (matrix[i] != 0) {
                filled.set(i % columns);
            }
        }
        return columns - filled.cardinality();
    }

    List<Finding> of(Results results) throws IOException {
        Comparison comparison = Comparison.of(results, "hasyv2", Scale.MEDIUM);
        List<Finding> findings = new ArrayList<>();
        for (RecordedRun run : results.runs(plan)) {
            RunFolder folder = results.folder(run);
            TrainingHistory history = folder.history();
            int untrainable = untrainable(folder);
            List<EpochRecord> shown = shown(history, results.epochs(plan));
            TrainingLength length =
                    TrainingLength.ofPaper(
                            (long) history.last().index() * results.stepsPerEpoch(plan));
            if (this == STABLE) {
                findings.add(stays(comparison, length, untrainable, shown));
                findings.add(trains(comparison, length, history));
                findings.add(ending(comparison, history, "training", 0.0157, 0.003));
                findings.add(ending(comparison, history, "test", 2.16, 0.2));
            } else {
                findings.add(goes(comparison, untrainable, history, shown));
                findings.add(diverges(comparison, length, history.trainingCourse().divergence()));
                findings.add(plateau(comparison, history));
            }
        }
        return OverSeeds.join(findings);
    }

    static Finding stays(
            Comparison comparison,
            TrainingLength length,
            int untrainable,
            List<EpochRecord> shown) {
        double[] seen =
                shown.stream().mapToDouble(record -> visibility(untrainable, record)).toArray();
        boolean isSeen = Arrays.stream(seen).allMatch(visibility -> visibility >= SEEN);
        return comparison.statement(
                "C1",
                "the letter can be seen all along",
                "seen at epochs 0, 250, 500, 750 and 1000 (by eye)",
                visibilities(untrainable, shown),
                length.lasting(Comparison.verdict(isSeen, seen)),
                "a visibility of " + SEEN + " or more at each");
    }

    private static Finding trains(
            Comparison comparison, TrainingLength length, TrainingHistory history) {
        EventTime divergence = history.trainingCourse().divergence();
        return comparison.statement(
                "",
                "the network of width 512 does not diverge",
                "falls to epoch 1000, but for spikes" + Comparison.READ_OFF,
                divergence.isCensored()
                        ? "training loss "
                                + Numbers.text(history.last().epochEndLoss(), "not finite")
                                + " at epoch "
                                + history.last().index()
                        : "diverged at epoch " + divergence.epoch(),
                length.lasting(Comparison.verdict(divergence.isCensored())),
                "no plateau at three times the lowest loss");
    }

    /** The loss at the end. */
    private static Finding ending(
            Comparison comparison,
            TrainingHistory history,
            String set,
            double published,
            double tolerance) {
        return comparison.number(
                "",
                "the " + set + " loss at epoch 1000",
                published,
                Comparison.READ_OFF,
                orNaN(set.equals("test") ? test(history.last()) : history.last().epochEndLoss()),
                tolerance);
    }

    private static Finding plateau(Comparison comparison, TrainingHistory history) {
        boolean isDiverged = !history.trainingCourse().divergence().isCensored();
        return comparison.number(
                "",
                "the training loss on the plateau of the diverged network",
                15.7,
                Comparison.READ_OFF,
                isDiverged ? orNaN(history.last().epochEndLoss()) : Double.NaN,
                0.4);
    }

    /** The loss on the test set. */
    public static @Nullable Double test(EpochRecord record) {
        return record.validation().isEmpty() ? null : record.validation().get(0).loss();
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /**
     * Whether a network that diverges loses the letter: one that does not says nothing of it. It bears
     * on no claim, for a letter may be gone without divergence, and stay in spite of it.
     */
    static Finding goes(
            Comparison comparison,
            int untrainable,
            TrainingHistory history,
            List<EpochRecord> shown) {
        boolean isDiverged = !history.trainingCourse().divergence().isCensored();
        double end = visibility(untrainable, history.last());
        return comparison.statement(
                "",
                "the letter goes as the network diverges",
                "seen at epoch 75, faint at 200, gone at 500 and 1000 (by eye)",
                visibilities(untrainable, shown),
                isDiverged ? Comparison.verdict(end <= GONE, end) : Verdict.NOT_TESTED,
                "a visibility of " + GONE + " or less at the end, after divergence",
                isDiverged ? "" : "the network did not diverge");
    }

    static Finding diverges(Comparison comparison, TrainingLength length, EventTime divergence) {
        return comparison.statement(
                "",
                "the network of width 256 diverges",
                "grows from epoch 330 on, on its plateau from 490 on" + Comparison.READ_OFF,
                divergence.isCensored()
                        ? "not within " + divergence.epoch() + " epochs"
                        : "at epoch " + divergence.epoch(),
                length.arising(!divergence.isCensored()),
                "a plateau at three times the lowest loss or more");
    }

    private static String visibilities(int untrainable, List<EpochRecord> shown) {
        return "visibility among the units that can be trained "
                + shown.stream()
                        .map(
                                r ->
                                        Numbers.text(visibility(untrainable, r), "no value")
                                                + " at "
                                                + r.index())
                        .collect(Collectors.joining(", "));
    }
}
