// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {

    @Test
    void words_lieSideBySide() {
        Places places = Places.words(List.of("a", "b"));
        assertThat(places.position(0)).isEqualTo(0.25);
        assertThat(places.edge(1)).isEqualTo(0.5);
        assertThat(places.edge(2)).isEqualTo(1);
        assertThat(places.isLogarithmic()).isFalse();
        assertThat(Places.words(List.of("alone")).position(0)).isEqualTo(0.5);
    }

    @Test
    void numbers_lieOnTheAxisThatCrowdsThemLess() {
        Places factors = Places.numbers(List.of("1", "2", "4", "8"), List.of(1.0, 2.0, 4.0, 8.0));
        assertThat(factors.isLogarithmic()).isTrue();
        assertThat(factors.position(1)).isCloseTo(1.5 / 4, within(1e-12));
        Places steps = Places.numbers(List.of("10", "50", "90"), List.of(10.0, 50.0, 90.0));
        assertThat(steps.isLogarithmic()).isFalse();
        assertThat(steps.edge(1)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(Places.numbers(List.of("0", "1", "9"), List.of(0.0, 1.0, 9.0)).isLogarithmic())
                .as("zero has no logarithm")
                .isFalse();
    }

    @Test
    void names_areThoseOfEveryNthPlaceWhereAllDoNotFit() {
        List<String> names = IntStream.range(0, 40).mapToObj(i -> "name " + i).toList();
        assertThat(Places.words(names).labelled(10_000)).hasSize(40);
        assertThat(Places.words(names).labelled(600)).startsWith(0, 4, 8).doesNotContain(1);
        assertThat(Places.words(names).labelled(1)).containsExactly(0);
    }

    @Test
    void places_withoutANameEach_areRefused() {
        assertThatThrownBy(() -> Places.words(List.of()))
                .hasMessage("an axis needs places with a name each, found 0 names for 0");
    }

    @Test
    void labels_areCutBetweenCharacters() {
        String cat = "\ud83d\ude3a";
        String label = "a" + cat.repeat(20);
        assertThat(Places.words(List.of(label)).shortLabel(0))
                .isEqualTo("a" + cat.repeat(14) + "…");
        String matrix =
                ConfusionChart.of("id", "", "", List.of(label, "b"), new int[2][2]).render();
        assertThat(matrix).contains(">a" + cat.repeat(9) + "…<");
    }
}
