// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameOrderTest {
    private static List<String> sorted(Comparator<String> order, String... names) {
        return List.of(names).stream().sorted(order).toList();
    }

    @Test
    void numbers_ofAnyForm_areSortedByValue() {
        List<String> numbers = List.of("10", "-1", "9", "+2", "0.5", "1e1", "-1.5", "007");
        assertThat(NameOrder.areNumbers(numbers)).isTrue();
        assertThat(numbers.stream().sorted(NameOrder.BY_VALUE))
                .containsExactly("-1.5", "-1", "0.5", "+2", "007", "9", "10", "1e1");
        assertThat(NameOrder.areNumbers(List.of("1", "NaN"))).isFalse();
        assertThat(NameOrder.areNumbers(List.of("1", "0x10"))).isFalse();
        assertThat(NameOrder.areNumbers(List.of("1", ""))).isFalse();
    }

    @Test
    void names_byCodePoint_areSortedAsPythonSorts() {
        // sorted(["\uff5a", "\U0001f600", "b", "a", "B", "10", "9"]); Java would put the face first
        assertThat(
                        sorted(
                                NameOrder.BY_CODE_POINT,
                                "\uff5a",
                                "\ud83d\ude00",
                                "b",
                                "a",
                                "B",
                                "10",
                                "9"))
                .containsExactly("10", "9", "B", "a", "b", "\uff5a", "\ud83d\ude00");
    }

    @Test
    void names_withNumbersInThem_areSortedByThese() {
        assertThat(sorted(NameOrder.BY_NUMBERS_WITHIN, "pixel10", "pixel2", "pixel1", "label"))
                .containsExactly("label", "pixel1", "pixel2", "pixel10");
        assertThat(sorted(NameOrder.BY_NUMBERS_WITHIN, "10x1", "2x10", "1x10", "1x2", "1x"))
                .containsExactly("1x", "1x2", "1x10", "2x10", "10x1");
        assertThat(
                        sorted(
                                NameOrder.BY_NUMBERS_WITHIN,
                                "x2",
                                "x02",
                                "x99999999999999999999",
                                "x100000000000000000000",
                                "",
                                "-"))
                .containsExactly(
                        "", "-", "x02", "x2", "x99999999999999999999", "x100000000000000000000");
    }

    @Test
    void listed_manyNames_areTheFirstAndTheLast() {
        List<String> many = IntStream.range(0, 784).mapToObj(i -> "pixel" + i).toList();
        assertThat(NameOrder.listed(many)).isEqualTo("pixel0, pixel1, pixel2, ..., pixel783");
        assertThat(NameOrder.listed(many.subList(0, 4)))
                .isEqualTo("pixel0, pixel1, pixel2, pixel3");
        assertThat(NameOrder.listed(List.of("a\n\u001b[31mb", "x".repeat(50))))
                .isEqualTo("a??[31mb, " + "x".repeat(39) + "…");
    }

    @Test
    void repeated_findsTheSecondOfTwo() {
        assertThat(NameOrder.repeated(List.of("a", "b", "a"))).isEqualTo("a");
        assertThat(NameOrder.repeated(List.of("a", "b"))).isNull();
    }
}
