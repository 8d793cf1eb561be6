// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The observations of many matrices of one shape, by the number of their network. Sums over them
 * are taken in the order of these numbers, so that an ensemble put together of parts has the same
 * bits as one that was observed at once, whatever the parts and their order.
 *
 * <p>Takes some 600 bytes per matrix, of any size. For one thread at a time.
 */
public final class Ensemble {
    private final Map<Long, Observation> observations = new TreeMap<>();

    /**
     * Adds the observation of a matrix.
     *
     * @param number the number of its network, which no other has
     * @param observation of the shape and symmetry of the others
     * @throws IllegalArgumentException if the shape or the symmetry is another, or a different
     *     matrix has that number; the same one again changes nothing
     */
    public void add(long number, Observation observation) {
        if (!observations.isEmpty()) {
            Observation first = first();
            if (first.rows() != observation.rows()
                    || first.columns() != observation.columns()
                    || first.symmetry() != observation.symmetry()) {
                throw new IllegalArgumentException(
                        "expected a matrix like the others of the ensemble, "
                                + described(first)
                                + ", found number "
                                + number
                                + " of "
                                + described(observation));
            }
        }
        Observation before = observations.putIfAbsent(number, observation);
        if (before != null && !before.sameFigures(observation)) {
            throw new IllegalArgumentException(
                    "expected one matrix with the number "
                            + number
                            + ", found two that differ: give every network a number of its own");
        }
    }

    /**
     * Adds all observations of another part.
     *
     * @throws IllegalArgumentException as {@link #add} does
     */
    public void addAll(Ensemble part) {
        part.observations.forEach(this::add);
    }

    /** How many matrices there are. */
    public int count() {
        return observations.size();
    }

    /** The rows of every matrix. */
    public int rows() {
        return first().rows();
    }

    /** The columns of every matrix. */
    public int columns() {
        return first().columns();
    }

    /** Which permutations the figures are invariant under. */
    public Symmetry symmetry() {
        return first().symmetry();
    }

    /** In the order of their numbers. */
    List<Observation> observations() {
        first();
        return List.copyOf(observations.values());
    }

    /** The values of an invariant, in the order of the numbers; its place as in {@code observed}. */
    double[] invariant(int index) {
        return observations.values().stream().mapToDouble(o -> o.invariant(index)).toArray();
    }

    private Observation first() {
        if (observations.isEmpty()) {
            throw new IllegalArgumentException("expected at least one matrix, found none");
        }
        return observations.values().iterator().next();
    }

    private static String described(Observation observation) {
        return Matrices.shape(observation.rows(), observation.columns())
                + (observation.symmetry() == Symmetry.TOGETHER
                        ? " with rows and columns together"
                        : " with rows and columns apart");
    }
}
