// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;

/** Matrices and what an independent implementation in Python makes of them. */
final class Fixtures {
    private Fixtures() {}

    static JsonNode read(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream("/pigmm/" + name + ".json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue).toList();
    }

    /** Rows one after the other. */
    static double[] matrix(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .flatMapToDouble(row -> Arrays.stream(doubles(row)))
                .toArray();
    }

    static List<double[]> matrices(JsonNode ensemble) {
        List<double[]> matrices = new ArrayList<>();
        ensemble.get("matrices").forEach(matrix -> matrices.add(matrix(matrix)));
        return matrices;
    }

    static Map<String, Double> values(JsonNode object) {
        Map<String, Double> values = new LinkedHashMap<>();
        object.properties().forEach(f -> values.put(f.getKey(), f.getValue().doubleValue()));
        return values;
    }

    static Ensemble square(List<double[]> matrices, int size) {
        Ensemble ensemble = new Ensemble();
        for (double[] matrix : matrices) {
            ensemble.add(ensemble.count(), Observation.square(matrix, size));
        }
        return ensemble;
    }

    static Ensemble rectangular(List<double[]> matrices, int rows, int columns) {
        Ensemble ensemble = new Ensemble();
        for (double[] matrix : matrices) {
            ensemble.add(ensemble.count(), Observation.rectangular(matrix, rows, columns));
        }
        return ensemble;
    }

    static Ensemble samples(MatrixModel model, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Ensemble ensemble = new Ensemble();
        boolean square = model instanceof SquareModel;
        for (int s = 0; s < count; s++) {
            double[] matrix = model.sample(random);
            ensemble.add(
                    s,
                    square
                            ? Observation.square(matrix, model.rows())
                            : Observation.rectangular(matrix, model.rows(), model.columns()));
        }
        return ensemble;
    }

    /** A law with nothing equal to anything else. */
    static SquareModel uneven(int size) {
        return SquareModel.of(
                size, 0.4, -0.3, 0.9, 0.2, 0.5, 0.7, 0.1, -0.2, 0.4, 0.15, 0.6, 0.3, 0.8);
    }

    static double[] random(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles((long) rows * columns, -1, 1).toArray();
    }

    static double[] transposed(double[] matrix, int rows, int columns) {
        double[] transposed = new double[matrix.length];
        for (int k = 0; k < matrix.length; k++) {
            transposed[k % columns * rows + k / columns] = matrix[k];
        }
        return transposed;
    }

    static void assertClose(double[] found, double[] expected, double relative, double absolute) {
        Assertions.assertThat(found).hasSameSizeAs(expected);
        for (int k = 0; k < found.length; k++) {
            assertClose("value " + k, found[k], expected[k], relative, absolute);
        }
    }

    static void assertClose(
            String what, double found, double expected, double relative, double absolute) {
        Assertions.assertThat(found)
                .as(what)
                .isCloseTo(expected, Assertions.within(absolute + relative * Math.abs(expected)));
    }
}
