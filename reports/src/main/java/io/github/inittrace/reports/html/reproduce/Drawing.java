// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.reproduce.Results;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Draws the figure of a study as it was published, with the numbers behind it. */
@FunctionalInterface
interface Drawing {
    /**
     * Draws.
     *
     * @throws IOException if a run cannot be read; one sentence
     */
    List<DomContent> of(Results results, PageFiles files) throws IOException;

    /** The drawings, by the names of the studies. */
    Map<String, Drawing> ALL =
            Map.ofEntries(
                    Map.entry("fig1a", MarkDrawing.STABLE),
                    Map.entry("fig1b", MarkDrawing.UNSTABLE),
                    Map.entry("fig2a", LossDrawing.TRAINING),
                    Map.entry("fig2b", LossDrawing.TEST),
                    Map.entry("fig2c", PhaseDrawing::of),
                    Map.entry("fig2d", LowestDrawing::of),
                    Map.entry("fig3", JointDrawing::of),
                    Map.entry("moments-and-peak", MomentsDrawing::of),
                    Map.entry("evolution", EvolutionDrawing::of),
                    Map.entry("divergence", DivergenceDrawing::of),
                    Map.entry("equal-loss", EqualLossDrawing::of),
                    Map.entry("slides-histograms", ShapeDrawing::histograms),
                    Map.entry("slides-movement", ShapeDrawing::movement),
                    Map.entry("slides-distance", DistanceDrawing::table),
                    Map.entry("slides-longer", DistanceDrawing::longer),
                    Map.entry("slides-repeatability", DistanceDrawing::repeatability),
                    Map.entry("slides-steps", StepDrawing::steps),
                    Map.entry("slides-rates", StepDrawing::rates),
                    Map.entry("slides-fresh", StepDrawing::fresh),
                    Map.entry("slides-frozen", StepDrawing::frozen),
                    Map.entry("pigmm-training", EnsembleDrawing::training),
                    Map.entry("pigmm-widths", EnsembleDrawing::widths));

    /** The drawing of a study. */
    static Drawing of(String study) {
        return Objects.requireNonNull(ALL.get(study), study);
    }
}
