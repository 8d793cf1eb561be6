// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static int[] due(Schedule schedule) {
        return IntStream.rangeClosed(0, 10).filter(schedule::isDue).toArray();
    }

    @Test
    void isDue_everyThird_isAtMultiples() {
        assertThat(due(Schedule.every(3))).containsExactly(0, 3, 6, 9);
        assertThat(due(Schedule.last())).isEmpty();
        assertThat(due(Schedule.never())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"every=1", "every=999999999", "last", "never"})
    void parse_itsText_isTheSchedule(String text) {
        assertThat(Schedule.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "every=0", "every=-1", "every=1e2", "every=1000000000", "Last"})
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Schedule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected last, never or every=N with a number of epochs from 1 to"
                                + " 999999999, such as every=100, found '"
                                + text
                                + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_000_000})
    void every_outOfRange_isRefused(int epochs) {
        assertThatThrownBy(() -> Schedule.every(epochs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a schedule goes by 1 to 999999999 epochs, found " + epochs);
    }
}
