// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.mlp.Initialisation;
import io.github.inittrace.mlp.Initialiser;
import io.github.inittrace.pigmm.IidEntries;
import io.github.inittrace.run.RunRecord;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all weight matrices of a network started from: independent entries of one law.
 *
 * @param initialisation the law, whose scale may follow from the shape of the layer
 */
public record StartLaw(Initialisation initialisation) {
    /**
     * That of a run.
     *
     * @return null if it is another network or trainer that the weights came from, or they were
     *     marked, so that they did not start alike
     */
    static @Nullable StartLaw of(RunRecord run) {
        Map<String, String> settings = run.configuration();
        String by = settings.getOrDefault("initialiser.distribution", "");
        boolean isKnown =
                Arrays.stream(Initialiser.values()).anyMatch(i -> i.name().equals(by))
                        && settings.getOrDefault("startFromSha256", "").isEmpty()
                        && settings.keySet().stream().noneMatch(key -> key.startsWith("mark."));
        if (!isKnown) {
            return null;
        }
        try {
            double scale = Double.parseDouble(settings.getOrDefault("initialiser.scale", "0"));
            return new StartLaw(new Initialisation(Initialiser.valueOf(by), scale));
        } catch (IllegalArgumentException e) {
            return null; // a record that somebody edited
        }
    }

    /**
     * The law of the entries of a matrix.
     *
     * @param rows its outputs
     * @param columns its inputs
     * @return empty if all started at zero
     */
    public Optional<IidEntries> entries(int rows, int columns) {
        Initialiser by = initialisation.distribution();
        double scale = by.scale(columns, rows, initialisation.scale());
        if (by == Initialiser.ZERO) {
            return Optional.empty();
        }
        return Optional.of(
                by.isNormal() ? IidEntries.gaussian(0, scale * scale) : IidEntries.uniform(scale));
    }

    @Override
    public String toString() {
        return initialisation.toString();
    }
}
