// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The true distance lies within the error of the one from bins, whatever the values. */
class BinnedDistancesTest {
    /** What the exact distance may be off by itself. */
    private static final double ROUNDING = 1e-14;

    private record Pair(double[] a, double[] b) {}

    private static double[] draw(long seed, int n, java.util.function.ToDoubleFunction<Random> of) {
        Random random = new Random(seed);
        return DoubleStream.generate(() -> of.applyAsDouble(random)).limit(n).toArray();
    }

    private static double[] map(double[] x, java.util.function.DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    private static double[] shuffled(double[] values, long seed) {
        double[] copy = values.clone();
        Random random = new Random(seed);
        for (int i = copy.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double x = copy[i];
            copy[i] = copy[j];
            copy[j] = x;
        }
        return copy;
    }

    private static double cauchy(Random r) {
        return Math.tan(Math.PI * (r.nextDouble() - 0.5));
    }

    private static final Map<String, Supplier<Pair>> CASES = new TreeMap<>();

    static {
        double[] normal = draw(1, 40_000, Random::nextGaussian);
        double[] small = map(normal, x -> 0.02 * x);
        put("normal", small, draw(2, 40_000, r -> 0.02 * r.nextGaussian()));
        put("shifted", small, map(small, x -> x + 1e-3));
        put("shifted a little", small, map(small, x -> x + 1e-9));
        put("scaled", small, map(small, x -> 1.1 * x));
        put("heavy", draw(3, 30_000, BinnedDistancesTest::cauchy), draw(4, 1000, r -> cauchy(r)));
        put("constant", filled(1000, 0.1), filled(7, 0.1 + 1e-9));
        put("constant far", filled(1000, -3), filled(7, 5));
        put("two values", draw(5, 999, r -> r.nextInt(2)), draw(6, 800, r -> r.nextInt(2)));
        put("denormal", map(normal, x -> x * 1e-42), map(shuffled(normal, 1), x -> x * 1.1e-42));
        put("below float", map(normal, x -> x * 1e-300), map(normal, x -> -x * 2e-300));
        put("beyond float", map(normal, x -> x * 1e200), map(normal, x -> x * 1.01e200 + 1e199));
        put("around float's end", map(normal, x -> x * 3.4e38), map(normal, x -> x * 3.5e38));
        put("permuted", normal, shuffled(normal, 2));
        put("tiny against large", new double[] {0.3}, normal);
        put("one each", new double[] {0.3}, new double[] {0.3 + 1e-12});
        put("zeros", filled(50, -0.0), filled(50, 0.0));
        put("zeros and more", new double[] {-0.0, 1, -0.0}, new double[] {0, 1, 0.0, 0, 1, 0});
        put("sizes", Arrays.copyOf(normal, 17), Arrays.copyOfRange(normal, 17, 30_000));
        // Doubles on both sides of the edge of a bin, which rounding to float32 would move over it.
        put("edges", around(1 + 0x1p-11, 1e-12, 500), around(1 + 0x1p-11, 3e-12, 400));
        put("edges below zero", around(-1 - 0x1p-11, 1e-12, 500), around(-1.5, 1e-12, 400));
        put("around zero", around(0, 1e-60, 500), around(0, 3e-60, 501));
        // F and G cross again and again within a bin.
        put("crossing", comb(0, 400), comb(1, 400));
        put("crossing, apart", comb(0, 400), comb(3, 100));
        put("beside a neighbour", new double[] {1, 2}, new double[] {Math.nextUp(1.0), 2});
    }

    private static void put(String name, double[] a, double[] b) {
        CASES.put(name, () -> new Pair(a, b));
    }

    private static double[] filled(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }

    private static double[] around(double centre, double reach, int n) {
        return draw(n, n, r -> centre + reach * r.nextGaussian());
    }

    private static double[] comb(int phase, int n) {
        return map(
                draw(9, n, Random::nextDouble), x -> 1 + (Math.rint(x * 1e6) * 2 + phase) * 1e-11);
    }

    static Stream<String> cases() {
        return CASES.keySet().stream();
    }

    private static DistributionDistance distance(double[] a, double[] b, long most)
            throws IOException {
        DifferenceMeter meter = new DifferenceMeter(0, false, most);
        return meter.measure(ArraySource.doubles(a), ArraySource.doubles(b), false, false)
                .distribution();
    }

    private static void assertHolds(DistributionDistance exact, DistributionDistance binned) {
        assertThat(exact.isExact()).isTrue();
        double w = Objects.requireNonNull(exact.wasserstein());
        assertThat(Objects.requireNonNull(binned.wasserstein()))
                .isBetween(
                        w * (1 - ROUNDING) - binned.wassersteinError(),
                        w * (1 + ROUNDING) + binned.wassersteinError());
        double ks = Objects.requireNonNull(exact.kolmogorovSmirnov());
        assertThat(Objects.requireNonNull(binned.kolmogorovSmirnov()))
                .isBetween(
                        ks - ROUNDING - binned.kolmogorovSmirnovError(),
                        ks + ROUNDING + binned.kolmogorovSmirnovError());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doubles_inBins_holdTheTrueDistance(String name) throws IOException {
        Pair pair = CASES.get(name).get();
        assertHolds(distance(pair.a, pair.b, 1L << 30), distance(pair.a, pair.b, 0));
        assertHolds(distance(pair.b, pair.a, 1L << 30), distance(pair.b, pair.a, 0));
    }

    /** All of a model lies in bins, its small tensors not: those go to the bins one by one. */
    @ParameterizedTest
    @MethodSource("cases")
    void total_ofTensorsSomeOfThemInBins_holdsTheTrueDistance(String name) throws IOException {
        Pair pair = CASES.get(name).get();
        int n = Math.min(pair.a.length, pair.b.length);
        double[] a = Arrays.copyOf(pair.a, n);
        double[] b = Arrays.copyOf(pair.b, n);
        DistributionDistance exact = total(a, b, 1L << 30);
        assertHolds(exact, total(a, b, n / 2));
        assertHolds(exact, total(a, b, 0));
    }

    private static DistributionDistance total(double[] a, double[] b, long most)
            throws IOException {
        DifferenceMeter meter = new DifferenceMeter(a.length, false, most);
        int cut = a.length / 3;
        measure(meter, Arrays.copyOf(a, cut), Arrays.copyOf(b, cut));
        measure(meter, Arrays.copyOfRange(a, cut, a.length), Arrays.copyOfRange(b, cut, b.length));
        return meter.total().distribution();
    }

    private static void measure(DifferenceMeter meter, double[] a, double[] b) throws IOException {
        meter.measure(ArraySource.doubles(a), ArraySource.doubles(b), true, true);
    }

    @Test
    void error_ofNormalValues_isSmall() throws IOException {
        double[] a = draw(1, 200_000, r -> 0.02 * r.nextGaussian());
        DistributionDistance moved = distance(a, map(a, x -> 1.2 * x + 0.001), 0);
        assertThat(moved.wassersteinError())
                .isPositive()
                .isLessThan(1e-2 * Objects.requireNonNull(moved.wasserstein()));
        assertThat(moved.kolmogorovSmirnovError()).isLessThan(1e-3);
    }

    @Test
    void sums_beyondDoublesRange_areUndefinedAndNotNaN() throws IOException {
        double[] a = filled(10, Double.MAX_VALUE);
        double[] b = filled(10, -Double.MAX_VALUE);
        for (long most : new long[] {0, 100}) {
            DistributionDistance found = distance(a, b, most);
            assertThat(found.wasserstein()).isNull();
            assertThat(found.wassersteinError()).isZero();
            assertThat(found.kolmogorovSmirnov()).isEqualTo(1);
        }
    }

    @Test
    void emptySide_isUndefined() throws IOException {
        for (long most : new long[] {0, 100}) {
            assertThat(distance(new double[0], new double[] {1}, most))
                    .isEqualTo(DistributionDistance.UNDEFINED);
        }
    }
}
