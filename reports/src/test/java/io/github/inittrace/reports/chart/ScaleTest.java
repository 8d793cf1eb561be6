// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void linear_roundRange_hasNiceTicks() {
        Scale scale = Scale.linear(0, 2.31, 5);
        assertThat(labels(scale)).containsExactly("0", "0.5", "1.0", "1.5", "2.0", "2.5");
        assertThat(scale.position(1.25)).isEqualTo(0.5);
    }

    @Test
    void linear_singleValue_hasRoomAroundIt() {
        assertThat(Scale.linear(0, 0, 5).position(0)).isZero();
        assertThat(Scale.linear(3, 3, 5).position(3)).isBetween(0.2, 0.8);
        assertThat(Scale.linear(-3, -3, 5).position(-3)).isBetween(0.2, 0.8);
    }

    @Test
    void linear_anyRange_coversItWithFewTicks() {
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(24) - 12);
            double high = low + Math.abs(low) * random.nextDouble() * 10 + Double.MIN_NORMAL;
            Scale scale = Scale.linear(low, high, 5);
            assertThat(scale.position(low)).isBetween(-1e-6, 1 + 1e-6);
            assertThat(scale.position(high)).isBetween(-1e-6, 1 + 1e-6);
            assertThat(scale.ticks()).hasSizeBetween(2, 8);
        }
    }

    @Test
    void log_wideRange_hasPowersOfTen() {
        Scale scale = Scale.log(0.0042, 7, 6);
        assertThat(labels(scale)).containsExactly("0.01", "0.1", "1", "10");
        assertThat(scale.low()).isEqualTo(0.002);
        assertThat(scale.position(0.002 * Math.sqrt(5000))).isCloseTo(0.5, within(1e-12));
        assertThat(scale.shows(0)).isFalse();
        assertThat(scale.shows(-1)).isFalse();
        assertThat(scale.shows(Double.NaN)).isFalse();
    }

    @Test
    void log_shortRange_hasOneTwoFive() {
        assertThat(labels(Scale.log(0.3, 4, 6))).containsExactly("0.2", "0.5", "1", "2", "5");
        assertThat(labels(Scale.log(0.2, 0.2, 6))).containsExactly("0.2", "0.5");
    }

    @Test
    void log_hugeRange_skipsPowers() {
        Scale scale = Scale.log(1e-12, 1e12, 6);
        assertThat(scale.ticks()).hasSizeLessThanOrEqualTo(7).contains(1.0);
        assertThat(labels(scale)).contains("1e-12", "1e8");
    }

    @Test
    void whole_epochs_areNeverFractions() {
        assertThat(labels(Scale.whole(0, 0, 6))).containsExactly("0");
        assertThat(labels(Scale.whole(0, 3, 6))).containsExactly("0", "1", "2", "3");
        assertThat(labels(Scale.whole(0, 1000, 6)))
                .containsExactly("0", "200", "400", "600", "800", "1000");
        assertThat(labels(Scale.wholeFromZero(2, 4))).containsExactly("0", "1", "2");
    }

    /** Damaged records hold such numbers; ticks once filled the memory. */
    @Test
    void ranges_atTheEdgeOfDoubles_endWithFewTicks() {
        for (double max : new double[] {5e-324, 1e-308, 1e-300, 1, 1e300}) {
            assertThat(Scale.linear(0, max, 6).ticks()).hasSizeBetween(1, 20);
            assertThat(Scale.linear(max, max, 6).ticks()).hasSizeBetween(1, 20);
            assertThat(Scale.exactly(-max, max, 6).ticks()).hasSizeLessThan(20);
            assertThat(Scale.exactly(max, Math.nextUp(max), 6).ticks()).hasSizeLessThan(20);
        }
    }

    @Test
    void constructor_emptyRange_isRefused() {
        assertThatThrownBy(() -> new Scale(1, 1, false, List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an axis needs a finite range, positive if logarithmic, found 1.0 to 1.0");
        assertThatThrownBy(() -> new Scale(0, 1, true, List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> labels(Scale scale) {
        return scale.ticks().stream().map(scale::label).toList();
    }
}
