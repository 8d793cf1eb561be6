// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.pigmm;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which invariants there are, and which of them are observed of every matrix. */
public final class Invariants {
    /** I1 to I13, in the published order: their means are equivalent to the 13 parameters. */
    public static final List<Invariant> LINEAR_QUADRATIC =
            parse("00 01 0101 0110 0001 0010 0102 0121 0112 0123 0000 0011 0012");

    /**
     * I14 to I52, in the published order: the 15 cubic and 24 quartic ones of few indices, one or
     * two, and of many, all different or all but two.
     */
    public static final List<Invariant> CUBIC_QUARTIC =
            parse(
                    "000000 000011 000111 000001 000010 000101 000110 001010 010101 010110"
                            + " 001234 011234 012134 010234 012345"
                            + " 00000000 00000011 00001111 00000001 00000010"
                            + " 00000111 00001011 00000101 00000110 00001010"
                            + " 00010111 00011011 00010101 00010110 00011010 00101010"
                            + " 01010101 01010110 01011010"
                            + " 00123456 01123456 01213456 01023456 01234567");

    /** J1 to J48, all from linear to quartic with rows and columns apart. */
    public static final List<Invariant> APART =
            Stream.of(1, 2, 3, 4).flatMap(degree -> all(Symmetry.APART, degree).stream()).toList();

    private static final List<Invariant> TOGETHER =
            Stream.concat(LINEAR_QUADRATIC.stream(), CUBIC_QUARTIC.stream()).toList();

    private Invariants() {}

    /**
     * All of a degree, by the number of indices and then by code: 2, 11, 52 and 296 with rows and
     * columns together (the rows of OEIS A136564 summed), 1, 4, 10 and 33 with them apart (A007716).
     *
     * @param degree from 1 to 4
     * @throws IllegalArgumentException if the degree is another
     */
    public static List<Invariant> all(Symmetry symmetry, int degree) {
        if (degree < 1 || degree > 4) {
            throw new IllegalArgumentException("expected a degree from 1 to 4, found " + degree);
        }
        Stream<Invariant> every = symmetry == Symmetry.TOGETHER ? together(degree) : apart(degree);
        return every.collect(Collectors.toSet()).stream()
                .sorted(Comparator.comparingInt(Invariant::vertices).thenComparing(Invariant::code))
                .toList();
    }

    /** Those that an {@link Observation} holds: I1 to I52, or J1 to J48. */
    public static List<Invariant> observed(Symmetry symmetry) {
        return symmetry == Symmetry.TOGETHER ? TOGETHER : APART;
    }

    /** The name of an invariant: I1 to I52, J1 to J48, else its code. */
    public static String name(Invariant invariant) {
        int index = observed(invariant.symmetry()).indexOf(invariant);
        String letter = invariant.symmetry() == Symmetry.TOGETHER ? "I" : "J";
        return index < 0 ? invariant.code() : letter + (index + 1);
    }

    private static Stream<Invariant> together(int degree) {
        return SetPartitions.of(2 * degree).stream()
                .map(
                        flat -> {
                            int[] from = new int[degree];
                            int[] to = new int[degree];
                            for (int e = 0; e < degree; e++) {
                                from[e] = flat[2 * e];
                                to[e] = flat[2 * e + 1];
                            }
                            return Invariant.canonical(Symmetry.TOGETHER, from, to);
                        });
    }

    private static Stream<Invariant> apart(int degree) {
        List<int[]> blocks = SetPartitions.of(degree);
        return blocks.stream()
                .flatMap(
                        rows ->
                                blocks.stream()
                                        .map(
                                                columns ->
                                                        Invariant.canonical(
                                                                Symmetry.APART, rows, columns)));
    }

    private static List<Invariant> parse(String codes) {
        return Stream.of(codes.split(" ")).map(Invariant::of).toList();
    }
}
