// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.measure.Movement;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.LossLevelRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks the measures at levels of the loss. No file holds the weights of their steps, so they are
 * checked against the epochs around them and against each other: what they say of the start must be
 * what epoch 0 says, and what follows from other measures must follow.
 */
final class LossLevelCheck {
    /** How far what follows may be off, relatively; rounding takes a thousandth of it. */
    private static final double TOLERANCE = 1e-12;

    private final RunFolder run;
    private final Findings findings;

    LossLevelCheck(RunFolder run, Findings findings) {
        this.run = run;
        this.findings = findings;
    }

    void run() {
        findings.guard(Topic.FIGURES, RunFolder.LOSS_LEVELS, this::check);
    }

    private void check() throws IOException {
        List<LossLevelRecord> levels = run.lossLevels();
        int wrong = 0;
        for (LossLevelRecord level : levels) {
            String complaint = complaint(level);
            if (complaint != null) {
                wrong++;
                findings.differs(
                        Topic.FIGURES, RunFolder.LOSS_LEVELS, "level " + level.level() + complaint);
            }
        }
        if (wrong == 0 && !levels.isEmpty()) {
            findings.agrees(
                    Topic.FIGURES,
                    RunFolder.LOSS_LEVELS,
                    levels.size()
                            + " levels of the loss, consistent with epoch 0 and in themselves");
        }
    }

    private @Nullable String complaint(LossLevelRecord level) {
        Ending ending = run.record().ending();
        if (ending != null && level.epoch() > ending.epochs()) {
            return " is of epoch " + level.epoch() + ", expected at most " + ending.epochs();
        }
        List<TensorMeasures> start =
                allOf(run.history().first().tensors(), run.history().first().total());
        List<TensorMeasures> now = allOf(level.tensors(), level.total());
        if (!names(now).equals(names(start))) {
            return " has measures of " + names(now) + ", expected " + names(start);
        }
        for (int i = 0; i < now.size(); i++) {
            String measure = wrongMeasure(now.get(i), start.get(i));
            if (measure != null) {
                return ", " + now.get(i).name() + ": " + measure;
            }
        }
        return null;
    }

    private static List<TensorMeasures> allOf(List<TensorMeasures> tensors, TensorMeasures total) {
        List<TensorMeasures> all = new ArrayList<>(tensors);
        all.add(total);
        return Collections.unmodifiableList(all);
    }

    private static List<String> names(List<TensorMeasures> measures) {
        return measures.stream().map(m -> m.name() + " " + m.shape()).toList();
    }

    /** The first measure that cannot be; null if there is none. */
    private static @Nullable String wrongMeasure(TensorMeasures now, TensorMeasures start) {
        Movement moved = now.movement();
        Movement before = start.movement();
        double root = Math.sqrt(now.count());
        if (now.count() != start.count()) {
            return "count " + now.count() + ", expected " + start.count();
        }
        if (!Objects.equals(now.initialNorm(), start.initialNorm())) {
            return "initialNorm " + now.initialNorm() + ", expected " + start.initialNorm();
        }
        if (moved == null
                || before == null
                || !Objects.equals(moved.initialHalfWidth(), before.initialHalfWidth())
                || !Objects.equals(moved.initialMeanAbs(), before.initialMeanAbs())) {
            return "movement does not begin where that of epoch 0 does";
        }
        if (!follows(now.rms(), now.distance(), 1 / root)) {
            return "rms " + now.rms() + " does not follow from distance " + now.distance();
        }
        if (!follows(now.distance(), now.relativeDistance(), orNaN(now.initialNorm()))) {
            return "relativeDistance "
                    + now.relativeDistance()
                    + " does not follow from distance "
                    + now.distance();
        }
        return follows(moved.weightRms(), now.norm(), 1 / root)
                ? null
                : "weightRms " + moved.weightRms() + " does not follow from norm " + now.norm();
    }

    /** Whether a figure is another times a factor, as far as both are known. */
    private static boolean follows(@Nullable Double figure, @Nullable Double other, double factor) {
        if (figure == null || other == null) {
            return true;
        }
        double expected = other * factor;
        return Math.abs(figure - expected) <= TOLERANCE * Math.abs(expected);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
