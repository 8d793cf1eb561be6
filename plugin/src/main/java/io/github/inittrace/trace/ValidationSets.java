// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.Output;

/**
 * The sets of examples that every record evaluates beside the training data.
 *
 * @param byName the sets by name, in the order in which they are evaluated
 */
record ValidationSets<T extends Output<T>>(Map<String, Dataset<T>> byName) {
    /** What records call the training data. */
    static final String TRAINING = "training";

    ValidationSets {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /**
     * What sources hold, in the order of their names.
     *
     * @throws IllegalArgumentException if a name is blank or {@value #TRAINING}
     */
    static <T extends Output<T>> ValidationSets<T> of(
            Map<String, ? extends ConfigurableDataSource<T>> sources) {
        ValidationSets<T> sets = new ValidationSets<>(Map.of());
        for (var source : new TreeMap<>(sources).entrySet()) {
            sets = sets.and(source.getKey(), new MutableDataset<>(source.getValue()));
        }
        return sets;
    }

    /**
     * These sets and another.
     *
     * @throws IllegalArgumentException if the name is blank, {@value #TRAINING} or already taken
     */
    ValidationSets<T> and(String name, Dataset<T> dataset) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a validation set needs a name, found a blank one");
        }
        if (name.equals(TRAINING)) {
            throw new IllegalArgumentException(
                    "a validation set cannot be called '"
                            + TRAINING
                            + "', which is what records call the training data; choose another name");
        }
        if (byName.containsKey(name)) {
            throw new IllegalArgumentException(
                    "there is already a validation set named '" + name + "'; choose another name");
        }
        Map<String, Dataset<T>> more = new LinkedHashMap<>(byName);
        more.put(name, dataset);
        return new ValidationSets<>(more);
    }
}
