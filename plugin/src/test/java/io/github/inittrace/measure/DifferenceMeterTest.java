// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DifferenceMeterTest {
    /** More than a wave of pieces. */
    private static final int LARGE = 33 * Chunk.LENGTH + 1234;

    private static TensorValues tensor(String name, int n, long seed) {
        return SplitMix.tensor(name, List.of(n), seed, 0.1, 0.02, 1e-4);
    }

    private static ArraySource source(double[] values, boolean random) {
        return new ArraySource(values, true, random);
    }

    private static PairMeasures measure(double[] a, double[] b) throws IOException {
        return new DifferenceMeter(a.length, false)
                .measure(ArraySource.doubles(a), ArraySource.doubles(b), true, true);
    }

    private static double[] concatenated(List<double[]> parts) {
        return parts.stream().flatMapToDouble(DoubleStream::of).toArray();
    }

    private static void assertRecorded(PairMeasures found, TensorMeasures recorded) {
        Difference difference = Objects.requireNonNull(found.difference());
        assertThat(difference.count()).isEqualTo(recorded.count());
        assertThat(found.a().norm()).isEqualTo(recorded.initialNorm());
        assertThat(found.b().norm()).isEqualTo(recorded.norm());
        assertThat(difference.distance()).isEqualTo(recorded.distance());
        assertThat(difference.relativeDistance()).isEqualTo(recorded.relativeDistance());
        assertThat(difference.rms()).isEqualTo(recorded.rms());
        assertThat(difference.meanAbs()).isEqualTo(recorded.meanAbs());
        assertThat(difference.maxAbs()).isEqualTo(recorded.maxAbs());
        assertThat(difference.cosine()).isEqualTo(recorded.cosine());
        assertThat(found.b().moments()).isEqualTo(recorded.weights());
        assertThat(difference.moments()).isEqualTo(recorded.deviations());
    }

    @Test
    void figures_sharedWithTraining_haveTheSameBits() throws IOException {
        List<TensorValues> tensors =
                List.of(
                        tensor("w1", LARGE, 1),
                        tensor("b1", 77, 2),
                        tensor("w2", 2 * Chunk.LENGTH, 3),
                        tensor("b2", 1, 4));
        Deviation recorded = Deviation.of(tensors);
        long count = tensors.stream().mapToLong(t -> t.current().length).sum();
        for (boolean random : new boolean[] {true, false}) {
            DifferenceMeter meter = new DifferenceMeter(count, true);
            for (int i = 0; i < tensors.size(); i++) {
                PairMeasures found =
                        meter.measure(
                                source(tensors.get(i).initial(), random),
                                source(tensors.get(i).current(), random),
                                true,
                                true);
                assertRecorded(found, recorded.tensors().get(i));
            }
            assertRecorded(meter.total(), recorded.total());
        }
    }

    @Test
    void sources_inOrderOrFromAnywhere_giveTheSameBits() throws IOException {
        TensorValues tensor = tensor("w", LARGE, 5);
        for (long most : new long[] {0, LARGE}) {
            List<PairMeasures> found = new ArrayList<>();
            for (boolean random : new boolean[] {true, false}) {
                DifferenceMeter meter = new DifferenceMeter(LARGE, true, most);
                found.add(
                        meter.measure(
                                source(tensor.initial(), random),
                                source(tensor.current(), random),
                                true,
                                true));
                found.add(meter.total());
            }
            assertThat(found.get(2)).isEqualTo(found.get(0));
            assertThat(found.get(3)).isEqualTo(found.get(1));
        }
    }

    @Test
    void total_ofTensors_isThatOfTheirConcatenation() throws IOException {
        List<TensorValues> tensors =
                List.of(tensor("a", 40_000, 1), tensor("b", 3, 2), tensor("c", 70_001, 3));
        double[] a = concatenated(tensors.stream().map(TensorValues::initial).toList());
        double[] b = concatenated(tensors.stream().map(TensorValues::current).toList());
        DifferenceMeter meter = new DifferenceMeter(a.length, true);
        for (TensorValues t : tensors) {
            meter.measure(source(t.initial(), true), source(t.current(), true), true, true);
        }
        PairMeasures total = meter.total();
        PairMeasures whole = measure(a, b);
        Difference of = Objects.requireNonNull(total.difference());
        Difference expected = Objects.requireNonNull(whole.difference());
        assertThat(total.distribution()).isEqualTo(whole.distribution());
        assertThat(of.signFlips()).isEqualTo(expected.signFlips());
        assertThat(of.unchanged()).isEqualTo(expected.unchanged());
        assertThat(of.maxAbs()).isEqualTo(expected.maxAbs());
        assertThat(of.maxAt()).isNull();
        assertThat(total.a().min()).isEqualTo(whole.a().min());
        assertThat(total.b().max()).isEqualTo(whole.b().max());
        assertClose(of.distance(), expected.distance());
        assertClose(of.cosine(), expected.cosine());
        assertClose(of.meanAbs(), expected.meanAbs());
        assertClose(of.moments().variance(), expected.moments().variance());
        assertClose(total.b().moments().kurtosis(), whole.b().moments().kurtosis());
    }

    private static void assertClose(Double found, Double expected) {
        assertThat(found).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }

    @Test
    void pairNotOfOneSize_countsForNothingAndHasNoDifference() throws IOException {
        DifferenceMeter meter = new DifferenceMeter(2, true);
        PairMeasures found =
                meter.measure(ArraySource.floats(1, 2, 3), ArraySource.floats(1), false, false);
        assertThat(found.difference()).isNull();
        assertThat(found.a().count()).isEqualTo(3);
        assertThat(found.b().count()).isEqualTo(1);
        assertThat(found.distribution().wasserstein()).isEqualTo(1);
        meter.measure(ArraySource.floats(1, 2), ArraySource.floats(1, 2), true, true);
        assertThat(meter.total().a().count()).isEqualTo(2);
        assertThatThrownBy(
                        () ->
                                meter.measure(
                                        ArraySource.floats(1), ArraySource.floats(), true, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values that belong together must be as many, found 1 and 0");
    }

    @Test
    void notFinite_isCountedAndItsFiguresAreUndefined() throws IOException {
        double[] a = {1, Double.NaN, 3, Double.POSITIVE_INFINITY, -5};
        double[] b = {1, Double.NaN, 4, Double.NEGATIVE_INFINITY, 5};
        for (long most : new long[] {0, 100}) {
            PairMeasures found =
                    new DifferenceMeter(5, true, most)
                            .measure(ArraySource.floats(a), ArraySource.floats(b), true, true);
            assertThat(found.a().notFinite()).isEqualTo(2);
            assertThat(found.b().notFinite()).isEqualTo(2);
            assertThat(found.a().norm()).isNull();
            assertThat(found.a().min()).isNull();
            assertThat(found.a().max()).isNull();
            assertThat(found.a().moments()).isEqualTo(new Moments(null, null, null, null));
            assertThat(found.distribution()).isEqualTo(DistributionDistance.UNDEFINED);
            Difference difference = Objects.requireNonNull(found.difference());
            assertThat(difference.distance()).isNull();
            assertThat(difference.maxAbs()).isNull();
            assertThat(difference.maxAt()).isNull();
            assertThat(difference.cosine()).isNull();
            assertThat(difference.unchanged()).isEqualTo(2);
            assertThat(difference.signFlips()).isEqualTo(2);
        }
    }

    @Test
    void infinityOnOneSide_hasNoLargestDifference() throws IOException {
        PairMeasures found = measure(new double[] {1, 2}, new double[] {1, 1.0 / 0});
        assertThat(found.a().notFinite()).isZero();
        assertThat(found.a().norm()).isEqualTo(Math.sqrt(5));
        assertThat(found.b().notFinite()).isEqualTo(1);
        assertThat(Objects.requireNonNull(found.difference()).maxAbs()).isNull();
    }

    @Test
    void valuesWhoseSquaresOverflow_areFinite() throws IOException {
        PairMeasures found = measure(new double[] {1e200, -1e200}, new double[] {1e200, 2e200});
        assertThat(found.a().notFinite()).isZero();
        assertThat(found.a().norm()).isNull();
        assertThat(found.a().min()).isEqualTo(-1e200);
        assertThat(found.distribution().wasserstein()).isEqualTo(1.5e200);
        assertThat(Objects.requireNonNull(found.difference()).maxAbs()).isEqualTo(3e200);
        assertThat(found.difference().maxAt()).isEqualTo(1);
        assertThat(found.difference().signFlips()).isEqualTo(1);
    }

    @Test
    void sameValues_differByNothing() throws IOException {
        double[] a = Arrays.copyOf(SplitMix.uniform(1, 100), 101);
        double[] b = a.clone();
        b[100] = -0.0;
        for (long most : new long[] {0, 1000}) {
            PairMeasures found =
                    new DifferenceMeter(101, false, most)
                            .measure(ArraySource.doubles(a), ArraySource.doubles(b), true, true);
            assertThat(Objects.requireNonNull(found.difference()).unchanged()).isEqualTo(101);
            assertThat(found.difference().maxAbs()).isZero();
            assertThat(found.distribution()).isEqualTo(DistributionDistance.NONE);
        }
    }

    @Test
    void signFlips_ofNumbersWhoseProductIsZero_areCounted() throws IOException {
        PairMeasures found =
                measure(new double[] {1e-300, -1e-300, 0, -0.0}, new double[] {-1e-300, -1, -1, 1});
        assertThat(Objects.requireNonNull(found.difference()).signFlips()).isEqualTo(1);
        assertThat(found.difference().unchanged()).isZero();
    }

    @Test
    void noValues_haveUndefinedFigures() throws IOException {
        DifferenceMeter meter = new DifferenceMeter(0, true);
        PairMeasures found = meter.measure(ArraySource.floats(), ArraySource.floats(), true, true);
        assertThat(found.a().count()).isZero();
        assertThat(found.a().min()).isNull();
        assertThat(Objects.requireNonNull(found.difference()).maxAbs()).isNull();
        assertThat(found.difference().rms()).isNull();
        assertThat(meter.total().a()).isEqualTo(found.a());
    }

    @Test
    void firstOfSeveralLargestDifferences_isNamed() throws IOException {
        double[] a = new double[3 * Chunk.LENGTH];
        double[] b = new double[3 * Chunk.LENGTH];
        b[Chunk.LENGTH + 2000] = -7;
        b[Chunk.LENGTH + 5] = 7;
        b[2 * Chunk.LENGTH] = 7;
        assertThat(Objects.requireNonNull(measure(a, b).difference()).maxAt())
                .isEqualTo(Chunk.LENGTH + 5);
    }

    @Test
    void sourceThatFails_failsTheMeasureWithItsOwnException() {
        IOException failure = new IOException("disk on fire");
        ValueSource broken =
                new ValueSource() {
                    @Override
                    public long count() {
                        return LARGE;
                    }

                    @Override
                    public boolean fitsFloat() {
                        return true;
                    }

                    @Override
                    public boolean isRandomAccess() {
                        return true;
                    }

                    @Override
                    public void read(long from, double[] into, int length) throws IOException {
                        if (from > LARGE / 2) {
                            throw failure;
                        }
                    }
                };
        assertThatThrownBy(
                        () -> new DifferenceMeter(LARGE, true).measure(broken, broken, true, true))
                .isSameAs(failure);
    }
}
