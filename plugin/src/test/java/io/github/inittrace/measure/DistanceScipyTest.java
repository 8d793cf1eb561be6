// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scipy finds the distances of distributions, and within their error also those from bins. */
class DistanceScipyTest {
    @TempDir Path folder;

    private record Pair(double[] a, double[] b) {}

    private static double[] normal(int seed, int n, double scale, double shift) {
        Random random = new Random(seed);
        return DoubleStream.generate(() -> (float) (scale * random.nextGaussian() + shift))
                .limit(n)
                .toArray();
    }

    private static Map<String, Pair> pairs() {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        pairs.put("same", new Pair(normal(1, 300_000, 0.02, 0), normal(2, 300_000, 0.02, 0)));
        pairs.put("wider", new Pair(normal(3, 200_000, 0.02, 0), normal(4, 200_000, 0.03, 1e-3)));
        pairs.put("sizes", new Pair(normal(5, 11, 1, 0), normal(6, 250_000, 1, 0.1)));
        pairs.put("few", new Pair(new double[] {0, 0, 1, -0.0}, new double[] {1, 0, 0.5}));
        return pairs;
    }

    private void write(String name, double[] values) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        Files.write(folder.resolve(name), bytes.array());
    }

    @Test
    void distances_sortedOrInBins_areThoseOfScipy() throws Exception {
        for (Map.Entry<String, Pair> pair : pairs().entrySet()) {
            write(pair.getKey() + ".a.f64", pair.getValue().a);
            write(pair.getKey() + ".b.f64", pair.getValue().b);
        }
        JsonNode scipy =
                new ObjectMapper().readTree(Scipy.output("distances.py", folder.toString()));
        for (Map.Entry<String, Pair> pair : pairs().entrySet()) {
            JsonNode expected = scipy.get(pair.getKey());
            for (boolean floats : new boolean[] {true, false}) {
                DistributionDistance exact = distance(pair.getValue(), floats, 1 << 30);
                assertThat(exact.isExact()).isTrue();
                assertHolds(expected, exact, 1e-10);
            }
            assertHolds(expected, distance(pair.getValue(), true, 0), 1e-10);
        }
    }

    private static DistributionDistance distance(Pair pair, boolean floats, long most)
            throws IOException {
        return new DifferenceMeter(0, floats, most)
                .measure(
                        new ArraySource(pair.a, floats, true),
                        new ArraySource(pair.b, floats, true),
                        false,
                        false)
                .distribution();
    }

    private static void assertHolds(
            JsonNode expected, DistributionDistance found, double relative) {
        double w = expected.get("wasserstein").asDouble();
        assertThat(Objects.requireNonNull(found.wasserstein()))
                .isCloseTo(w, within(relative * w + found.wassersteinError()));
        double ks = expected.get("ks").asDouble();
        assertThat(Objects.requireNonNull(found.kolmogorovSmirnov()))
                .isCloseTo(ks, within(1e-14 + found.kolmogorovSmirnovError()));
    }
}
