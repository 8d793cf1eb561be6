// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    private final Locale before = Locale.getDefault();

    @BeforeEach
    void germanMachine() {
        Locale.setDefault(Locale.GERMANY);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "0.0213456, 0.02135",
        "11.398, 11.40",
        "-1.5, -1.5",
        "999.96, 1000",
        "123456.7, 123457",
        "0.00012345, 0.0001234",
        "0.00001234567, 1.235e-5",
        "99999999, 1.000e+8",
        "1e300, 1.000e+300"
    })
    void text_hasFourDigits(double value, String expected) {
        assertThat(Numbers.text(value)).isEqualTo(expected);
    }

    @Test
    void text_undefined_saysWhy() {
        assertThat(Numbers.text(null, "starts at 0")).isEqualTo("undefined (starts at 0)");
        assertThat(Numbers.text(Double.NaN, "no pass yet")).isEqualTo("undefined (no pass yet)");
        assertThat(Numbers.text(Double.NEGATIVE_INFINITY)).isEqualTo("undefined (not finite)");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("undefined (not finite)");
        assertThat(Numbers.exact(Double.NaN)).isEqualTo("undefined (not finite)");
    }

    @Test
    void countPercentDuration_readInAnyLocale() {
        assertThat(Numbers.count(1234567)).isEqualTo("1,234,567");
        for (long value : new long[] {0, 7, -7, 999, -999, 1000, -1000, 123_456, Long.MAX_VALUE}) {
            assertThat(Numbers.count(value)).isEqualTo(String.format(Locale.ROOT, "%,d", value));
        }
        assertThat(Numbers.count(Long.MIN_VALUE)).isEqualTo("-9,223,372,036,854,775,808");
        assertThat(Numbers.percent(0.98123)).isEqualTo("98.12\u00a0%");
        assertThat(Numbers.duration(0.25)).isEqualTo("0.250\u00a0s");
        assertThat(Numbers.duration(59.9)).isEqualTo("59.9\u00a0s");
        assertThat(Numbers.duration(59.97)).isEqualTo("1\u00a0min 0\u00a0s");
        assertThat(Numbers.duration(7500)).isEqualTo("2\u00a0h 5\u00a0min");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.2, 0",
        "0.6, 0.2, 0.6",
        "1, 0.2, 1.0",
        "-0.05, 0.05, -0.05",
        "200, 50, 200",
        "0.00002, 0.00001, 2e-5",
        "-0.000015, 0.000005, -1.5e-5",
        "50000000, 10000000, 5e7",
        "2.302585, 0.000005, 2.302585e0",
        "2.30259, 0.000005, 2.30259e0",
        "100010, 10, 1.0001e5"
    })
    void tick_hasTheDigitsOfItsStep(double value, double step, String expected) {
        assertThat(Numbers.tick(value, step)).isEqualTo(expected);
    }

    @Test
    void wrongInPercent_hasTheDigitsOfTheAccuracy() {
        assertThat(Numbers.wrongInPercent(0.9095)).isEqualTo(9.05);
        assertThat(Numbers.wrongInPercent(0.979)).isEqualTo(2.1);
        assertThat(Numbers.wrongInPercent(1.0)).isZero();
        assertThat(Numbers.wrongInPercent(Double.NaN)).isNaN();
    }
}
