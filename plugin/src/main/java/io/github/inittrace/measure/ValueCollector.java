// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

/** Takes values one after another and keeps what their distribution is found from. */
interface ValueCollector {
    /** Takes values[0], ..., values[length - 1], which are finite or make the result undefined. */
    void add(double[] values, int length);

    /**
     * Two collectors of a kind.
     *
     * @param count how many values the larger one will take
     * @param most how many values may be kept, at most 2^30
     * @param floats whether a float32 holds every value of both
     */
    static ValueCollector of(long count, long most, boolean floats) {
        if (count > most) {
            return new BinnedValues();
        }
        return floats ? new SortedFloatSample((int) count) : new SortedDoubleSample((int) count);
    }

    /** How the distributions differ of two collectors made with the same arguments. */
    static DistributionDistance between(ValueCollector a, ValueCollector b) {
        if (a instanceof BinnedValues binsA && b instanceof BinnedValues binsB) {
            return BinnedValues.between(binsA, binsB);
        }
        return SortedSample.between((SortedSample) a, (SortedSample) b);
    }
}
