// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InitialDistributionTest {
    @Test
    void uniform_growsEvenlyBetweenItsBounds() {
        InitialDistribution law = new InitialDistribution.Uniform(0.5);
        assertThat(law.cumulative(-0.6)).isZero();
        assertThat(law.cumulative(-0.25)).isEqualTo(0.25);
        assertThat(law.cumulative(0.5)).isEqualTo(1);
        assertThat(law.cumulative(7)).isEqualTo(1);
    }

    /** scipy.stats.norm.cdf(3, 1, 2). */
    @Test
    void normal_isThatOfItsMeanAndDeviation() {
        assertThat(new InitialDistribution.Normal(1, 2).cumulative(3))
                .isCloseTo(0.8413447460685429, within(1e-15));
    }
}
