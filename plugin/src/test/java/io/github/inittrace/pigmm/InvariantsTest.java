// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which invariants there are, and their values of a matrix. */
class InvariantsTest {
    private static final JsonNode GRAPHS = Fixtures.read("graphs");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void all_ofADegree_areThoseOfTheReference(int degree) {
        List<Invariant> square = Invariants.all(Symmetry.TOGETHER, degree);
        JsonNode expected = GRAPHS.get("graphs").get(Integer.toString(degree));
        assertThat(square).hasSize(expected.size());
        for (int k = 0; k < square.size(); k++) {
            Invariant invariant = square.get(k);
            List<List<Integer>> edges =
                    IntStream.range(0, degree)
                            .mapToObj(e -> List.of(invariant.from(e), invariant.to(e)))
                            .toList();
            List<List<Integer>> expectedEdges = new ArrayList<>();
            expected.get(k)
                    .get("edges")
                    .forEach(e -> expectedEdges.add(List.of(e.get(0).asInt(), e.get(1).asInt())));
            assertThat(invariant.code()).isEqualTo(expected.get(k).get("code").textValue());
            assertThat(invariant.vertices()).isEqualTo(expected.get(k).get("vertices").asInt());
            assertThat(edges).isEqualTo(expectedEdges);
        }
        assertThat(Invariants.all(Symmetry.APART, degree))
                .extracting(Invariant::code)
                .isEqualTo(Fixtures.texts(GRAPHS.get("rect").get(Integer.toString(degree))));
    }

    @Test
    void observed_ofSquareMatrices_areInThePublishedOrder() {
        assertThat(Invariants.LINEAR_QUADRATIC)
                .extracting(Invariant::code)
                .isEqualTo(Fixtures.texts(GRAPHS.get("lq13")));
        assertThat(Invariants.CUBIC_QUARTIC)
                .extracting(Invariant::code)
                .isEqualTo(Fixtures.texts(GRAPHS.get("cq39")));
        assertThat(Invariants.CUBIC_QUARTIC.stream().map(Invariants::name))
                .startsWith("I14", "I15")
                .endsWith("I52")
                .hasSize(39);
        assertThat(Invariants.APART.stream().map(Invariants::name))
                .startsWith("J1", "J2")
                .endsWith("J48")
                .hasSize(48);
        assertThat(Invariants.name(Invariant.of("00010123"))).isEqualTo("00010123");
    }

    @Test
    void partitions_ofFourIndices_areFifteen() {
        assertThat(SetPartitions.of(4))
                .extracting(p -> "" + p[0] + p[1] + p[2] + p[3])
                .isEqualTo(Fixtures.texts(GRAPHS.get("set_partitions_of_4")));
        assertThat(SetPartitions.of(8)).hasSize(4140);
    }

    @Test
    void of_anyOrderOfEntries_isOneInvariant() {
        // Σ M_ij M_ii, with the loop written last and first
        assertThat(Invariant.of("0100")).isEqualTo(Invariant.of("0001"));
        assertThat(Invariant.of("0100").code()).isEqualTo("0001");
        assertThat(Invariant.of("0111").code()).isEqualTo("0010");
        assertThat(Invariant.of("010|100").code()).isEqualTo("001|010");
    }

    @Test
    void formula_namesEntriesAndPowers() {
        assertThat(Invariant.of("01010110").formula()).isEqualTo("Σ M_ij³ M_ji");
        assertThat(Invariant.of("0012").formula()).isEqualTo("Σ M_ii M_jk");
        assertThat(Invariant.of("001|011").formula()).isEqualTo("Σ M_ia M_ib M_ja");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "012", "0189", "01|0", "01|012", "0101010101", "|", "0|1|0"})
    void of_whatIsNoCode_saysWhatIsExpected(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Invariant.of(code))
                .withMessage(
                        "expected the code of an invariant of one to four entries, such as 0112 or"
                                + " 001|010, found "
                                + code);
    }

    @Test
    void all_ofAnotherDegree_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Invariants.all(Symmetry.APART, 5))
                .withMessage("expected a degree from 1 to 4, found 5");
    }

    @Test
    void evaluate_wholeNumbers_isExact() {
        JsonNode fixture = Fixtures.read("decompose_5x5");
        double[] matrix = Fixtures.matrix(fixture.get("matrix"));
        Fixtures.values(fixture.get("all_graph_values"))
                .forEach(
                        (code, value) ->
                                assertThat(Invariant.of(code).evaluate(matrix, 5, 5))
                                        .as(code)
                                        .isEqualTo(value));
        double[] fast = SquareInvariants.of(matrix, 5);
        for (int k = 0; k < 52; k++) {
            Invariant invariant = Invariants.observed(Symmetry.TOGETHER).get(k);
            assertThat(fast[k]).isEqualTo(invariant.evaluate(matrix, 5, 5));
        }
    }

    @Test
    void evaluate_ofColumnsAndRowsApart_isThatOfTheGraphWhereTheyAreTheSame() {
        double[] square = Fixtures.random(6, 6, 3);
        // rows are the sources and columns the sinks of the same graph among all of squares
        Invariants.APART.forEach(
                invariant -> {
                    int[] from = new int[invariant.degree()];
                    int[] to = new int[invariant.degree()];
                    for (int e = 0; e < from.length; e++) {
                        from[e] = invariant.from(e);
                        to[e] = invariant.to(e);
                    }
                    Invariant together = Invariant.canonical(Symmetry.TOGETHER, from, to);
                    Fixtures.assertClose(
                            invariant.code(),
                            invariant.evaluate(square, 6, 6),
                            together.evaluate(square, 6, 6),
                            1e-12,
                            1e-12);
                });
    }

    @Test
    void evaluate_aRectangle_refusesInvariantsOfSquares() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Invariant.of("0110").evaluate(new double[6], 2, 3))
                .withMessage(
                        "expected a square matrix for the invariant 0110, found 2 x 3: use"
                                + " invariants of rows and columns apart");
    }

    @Test
    void decomposition_ofTheFixture_isTheReferences() {
        JsonNode fixture = Fixtures.read("decompose_5x5");
        double[] matrix = Fixtures.matrix(fixture.get("matrix"));
        SquareDecomposition parts = SquareDecomposition.of(matrix, 5);
        double[] mirrored = Fixtures.transposed(parts.residual, 5, 5);
        double[] symmetric = new double[25];
        double[] antisymmetric = new double[25];
        for (int k = 0; k < 25; k++) {
            symmetric[k] = (parts.residual[k] + mirrored[k]) / 2;
            antisymmetric[k] = (parts.residual[k] - mirrored[k]) / 2;
        }
        double[] s = {parts.s1, parts.s2};
        double[] a = Stream.of(parts.a).flatMapToDouble(Arrays::stream).toArray();
        Fixtures.assertClose(s, Fixtures.doubles(fixture.get("S")), 1e-12, 1e-12);
        Fixtures.assertClose(a, Fixtures.matrix(fixture.get("a")), 1e-12, 1e-12);
        Fixtures.assertClose(symmetric, Fixtures.matrix(fixture.get("R2")), 1e-12, 1e-12);
        Fixtures.assertClose(antisymmetric, Fixtures.matrix(fixture.get("R3")), 1e-12, 1e-12);
        double[] statistics = parts.statistics();
        Fixtures.assertClose(statistics, Fixtures.doubles(fixture.get("stats13")), 1e-12, 1e-12);
        Fixtures.assertClose(
                Arrays.copyOf(SquareInvariants.of(matrix, 5), 13),
                Fixtures.doubles(fixture.get("I1_to_I13")),
                0,
                0);
    }
}
