// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void of_fewerThanAsked_isAllOfThem() {
        assertThat(Sample.of(3, 3)).containsExactly(0, 1, 2);
        assertThat(Sample.of(3, Observation.ALL)).containsExactly(0, 1, 2);
        assertThat(Sample.of(0, 5)).isEmpty();
    }

    @Test
    void of_moreThanAsked_isARandomChoiceThatStaysTheSame() {
        int[] chosen = Sample.of(10_000, 1000);
        assertThat(chosen).hasSize(1000).isSorted().doesNotHaveDuplicates();
        assertThat(chosen).isEqualTo(Sample.of(10_000, 1000));
        assertThat(Arrays.stream(chosen).filter(i -> i % 2 == 0).count()).isBetween(450L, 550L);
        assertThat(chosen[0]).isNotNegative();
        assertThat(chosen[999]).isLessThan(10_000);
    }
}
