// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader may choose about the page of a sweep.
 *
 * @param strongLoss the training loss below which a learner is strong, which tells the regimes of
 *     the phase diagram apart; null to find it between the lowest losses
 * @param mapAxes the names of the axes over whose pairs heat maps are drawn; empty for the first
 *     three
 * @param mapFigures what the maps show, by the names of {@code report.json}, such as {@code
 *     testLoss} and {@code distance.hidden1.weight}; empty for the main figures
 */
public record SweepChoices(
        @Nullable Double strongLoss, List<String> mapAxes, List<String> mapFigures) {
    /** What there is without any choice. */
    public static final SweepChoices USUAL = new SweepChoices(null, List.of(), List.of());

    /** Copies the lists, and checks the loss. */
    public SweepChoices {
        mapAxes = List.copyOf(mapAxes);
        mapFigures = List.copyOf(mapFigures);
        if (strongLoss != null && !(strongLoss > 0 && Double.isFinite(strongLoss))) {
            throw new IllegalArgumentException(
                    "the loss below which a learner is strong lies above 0, found " + strongLoss);
        }
        if (mapAxes.size() == 1) {
            throw new IllegalArgumentException(
                    "a heat map needs two axes, found " + mapAxes.get(0) + " alone");
        }
    }
}
