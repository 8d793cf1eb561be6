// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochsInWordsTest {
    private static String ofTo(int last, Integer... networks) {
        List<Integer> recorded = IntStream.rangeClosed(0, last).boxed().toList();
        return EpochsInWords.withoutNetwork(recorded, Set.of(networks));
    }

    @Test
    void withoutNetwork_ofEpochsThatAllHaveOne_isEmpty() {
        assertThat(ofTo(1, 0, 1)).isEmpty();
    }

    @Test
    void withoutNetwork_ofOne_isInTheSingular() {
        assertThat(ofTo(2, 0, 2)).isEqualTo("epoch 1 has no network");
    }

    @Test
    void withoutNetwork_ofNeighbours_isARange() {
        assertThat(ofTo(10, 0, 4, 6, 10)).isEqualTo("epochs 1 to 3, 5 and 7 to 9 have no network");
    }

    @Test
    void withoutNetwork_ofEveryTenthEpoch_takesNeighboursInTheRecord() {
        assertThat(EpochsInWords.withoutNetwork(List.of(0, 10, 20, 30), Set.of(0, 30)))
                .isEqualTo("epochs 10 to 20 have no network");
    }

    @Test
    void withoutNetwork_ofManyRanges_countsTheLast() {
        Set<Integer> tenth =
                IntStream.rangeClosed(0, 1000)
                        .filter(epoch -> epoch % 10 == 0)
                        .boxed()
                        .collect(Collectors.toSet());
        assertThat(
                        EpochsInWords.withoutNetwork(
                                IntStream.rangeClosed(0, 1000).boxed().toList(), tenth))
                .isEqualTo(
                        "epochs 1 to 9, 11 to 19, 21 to 29 and 873 more up to 999 have no network");
    }
}
