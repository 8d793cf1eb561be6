// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures how tensors of two models differ, pair by pair and all together, without ever holding a
 * whole tensor: values come in pieces, some at a time, shared among the threads of the common pool.
 * Pieces are as long as those of {@link Deviation} and are put together in their order, so figures
 * have the same bits on every machine, and the same as those recorded in training. Only sorting
 * takes memory by the number of values; where that is too much, bins do.
 *
 * <p>For one thread.
 */
public final class DifferenceMeter {
    /** Pieces in memory at a time. */
    private static final int WAVE = 32;

    /** A kept value takes up to 8 bytes, on two sides, once for its tensor and once for all. */
    private static final int MEMORY_PER_VALUE = 64;

    /** What an array holds, with room to spare. */
    private static final long MOST_SORTED = 1 << 30;

    private final double[][] a = new double[WAVE][Chunk.LENGTH];
    private final double[][] b = new double[WAVE][Chunk.LENGTH];
    private final long most;
    private final boolean floats;
    private final SummarySums sumsA = new SummarySums();
    private final SummarySums sumsB = new SummarySums();
    private final DifferenceSums differences = new DifferenceSums();
    private final ValueCollector collectedA;
    private final ValueCollector collectedB;

    /**
     * Prepares to measure some tensors.
     *
     * @param counted how many values the pairs that count for the total will have, on each side
     * @param floats whether a float32 holds every one of them
     */
    public DifferenceMeter(long counted, boolean floats) {
        this(
                counted,
                floats,
                Math.min(MOST_SORTED, Runtime.getRuntime().maxMemory() / MEMORY_PER_VALUE));
    }

    /** With a number of values up to which distributions are exact. */
    DifferenceMeter(long counted, boolean floats, long most) {
        this.floats = floats;
        this.most = most;
        collectedA = ValueCollector.of(counted, most, floats);
        collectedB = ValueCollector.of(counted, most, floats);
    }

    /**
     * Measures two tensors.
     *
     * @param first the values of one
     * @param second the values of the other
     * @param paired whether values belong together by place, which takes equal sizes
     * @param counts whether the pair counts for the total, which takes values that belong together
     * @return their measures; without a difference if values do not belong together
     * @throws IOException if values cannot be read
     */
    public PairMeasures measure(
            ValueSource first, ValueSource second, boolean paired, boolean counts)
            throws IOException {
        if ((paired && first.count() != second.count()) || (counts && !paired)) {
            throw new IllegalArgumentException(
                    "values that belong together must be as many, found "
                            + first.count()
                            + " and "
                            + second.count());
        }
        long count = Math.max(first.count(), second.count());
        boolean fitsFloat = first.fitsFloat() && second.fitsFloat();
        Side sideA = new Side(first, a, ValueCollector.of(count, most, fitsFloat));
        Side sideB = new Side(second, b, ValueCollector.of(count, most, fitsFloat));
        DifferenceSums difference = new DifferenceSums();
        long pieces = (count + Chunk.LENGTH - 1) / Chunk.LENGTH;
        for (long from = 0; from < pieces; from += WAVE) {
            int size = (int) Math.min(WAVE, pieces - from);
            sideA.read(from, size);
            sideB.read(from, size);
            if (paired) {
                subtract(sideA, from, size).forEach(difference::merge);
            }
            collect(sideA, sideB, counts, from, size);
        }
        if (counts) {
            addBins(sideA.collected, collectedA);
            addBins(sideB.collected, collectedB);
            sumsA.merge(sideA.sums);
            sumsB.merge(sideB.sums);
            differences.merge(difference);
        }
        return measures(
                sideA.sums,
                sideB.sums,
                paired ? difference.difference(sideA.sums, sideB.sums, false) : null,
                paired && difference.isNone(),
                sideA.collected,
                sideB.collected);
    }

    /** The measures of all pairs that counted, as if they were one. */
    public PairMeasures total() {
        return measures(
                sumsA,
                sumsB,
                differences.difference(sumsA, sumsB, true),
                differences.isNone(),
                collectedA,
                collectedB);
    }

    private static PairMeasures measures(
            SummarySums a,
            SummarySums b,
            @Nullable Difference difference,
            boolean same,
            ValueCollector collectedA,
            ValueCollector collectedB) {
        DistributionDistance distance =
                !a.isFinite() || !b.isFinite()
                        ? DistributionDistance.UNDEFINED
                        : same
                                ? DistributionDistance.NONE
                                : ValueCollector.between(collectedA, collectedB);
        return new PairMeasures(a.summary(), b.summary(), difference, distance);
    }

    private List<DifferenceSums> subtract(Side of, long from, int size) {
        return IntStream.range(0, size)
                .parallel()
                .mapToObj(
                        i ->
                                DifferenceSums.of(
                                        a[i], b[i], of.length(from + i), (from + i) * Chunk.LENGTH))
                .toList();
    }

    /** Values go to their collectors in order, each side on a thread of its own. */
    private void collect(Side first, Side second, boolean counts, long from, int size) {
        List<Runnable> tasks = new ArrayList<>();
        tasks.add(() -> first.collect(first.collected, from, size));
        tasks.add(() -> second.collect(second.collected, from, size));
        if (counts && !(first.collected instanceof BinnedValues)) {
            tasks.add(() -> first.collect(collectedA, from, size));
            tasks.add(() -> second.collect(collectedB, from, size));
        }
        tasks.parallelStream().forEach(Runnable::run);
    }

    /** What lies in bins already goes to the bins of all at once: where it does, all are in bins. */
    private static void addBins(ValueCollector of, ValueCollector all) {
        if (of instanceof BinnedValues bins && all instanceof BinnedValues total) {
            total.add(bins);
        }
    }

    /** One tensor of a pair, and the pieces of it that are in memory. */
    private static final class Side {
        private final ValueSource source;
        private final double[][] pieces;
        private final ValueCollector collected;
        private final SummarySums sums = new SummarySums();

        Side(ValueSource source, double[][] pieces, ValueCollector collected) {
            this.source = source;
            this.pieces = pieces;
            this.collected = collected;
        }

        int length(long piece) {
            long left = source.count() - piece * Chunk.LENGTH;
            return (int) Math.max(0, Math.min(Chunk.LENGTH, left));
        }

        void read(long from, int size) throws IOException {
            try {
                IntStream indices = IntStream.range(0, size).filter(i -> length(from + i) > 0);
                Stream<SummarySums> parts =
                        (source.isRandomAccess() ? indices.parallel() : indices)
                                .mapToObj(i -> readPiece(from, i));
                parts.toList().forEach(sums::merge);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private SummarySums readPiece(long from, int index) {
            int length = length(from + index);
            try {
                source.read((from + index) * Chunk.LENGTH, pieces[index], length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return SummarySums.of(pieces[index], length);
        }

        void collect(ValueCollector collector, long from, int size) {
            for (int i = 0; i < size; i++) {
                collector.add(pieces[i], length(from + i));
            }
        }
    }
}
