// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.measure.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a figure has not become better for long enough. */
class PatienceTest {
    private static final WatchedFigure LOSS = WatchedFigure.of("epochEndLoss", List.of());

    /** The first epoch at which to stop, with the reason; null for none. */
    private static @Nullable String stop(Patience patience, double... values) {
        for (int epoch = 0; epoch < values.length; epoch++) {
            String reason = patience.next(epoch, values[epoch]);
            if (reason != null) {
                return epoch + ": " + reason;
            }
        }
        return null;
    }

    @Test
    void next_noBetterForSoManyEpochs_saysWhy() {
        assertThat(stop(new Patience(LOSS, 2, 0), 3, 2, 1, 1, 1.5, 0))
                .isEqualTo(
                        "4: epochEndLoss has not become better than its 1 of epoch 2 for 2"
                                + " epochs");
        assertThat(stop(new Patience(LOSS, 1, 0.25), 3, 2.5, 2.25, 1))
                .isEqualTo(
                        "2: epochEndLoss has not become better by more than 0.25 than its 2.5 of"
                                + " epoch 1 for 1 epoch");
        assertThat(stop(new Patience(LOSS, 2, 0), 3, 4, 2, 3, 1, 2)).isNull();
    }

    @Test
    void next_ofAnAccuracy_waitsForMore() {
        WatchedFigure accuracy = WatchedFigure.of("validation.test.accuracy", List.of("test"));
        assertThat(accuracy.direction()).isEqualTo(Direction.MAXIMISE);
        assertThat(stop(new Patience(accuracy, 2, 0), 0.1, 0.2, 0.3, 0.3, 0.2)).startsWith("4: ");
        assertThat(stop(new Patience(accuracy, 2, 0.15), 0.1, 0.2, 0.3, 0.3, 0.4))
                .startsWith("4: ")
                .contains("than its 0.3000 of epoch 2");
    }

    @Test
    void next_valuesThatAreNotFinite_areNoBetter() {
        double nan = Double.NaN;
        assertThat(stop(new Patience(LOSS, 2, 0), nan, nan, nan))
                .isEqualTo("2: epochEndLoss has had no finite value for 2 epochs");
        assertThat(stop(new Patience(LOSS, 2, 0), nan, 5, nan, Double.NEGATIVE_INFINITY))
                .startsWith("3: ");
        assertThat(stop(new Patience(LOSS, 2, 0), nan, 5, nan, 4)).isNull();
    }

    @Test
    void next_epochsWithoutARecord_countAsWell() {
        Patience patience = new Patience(LOSS, 5, 0);
        assertThat(patience.next(0, 3)).isNull();
        assertThat(patience.next(4, 3)).isNull();
        assertThat(patience.next(8, 3)).endsWith("its 3 of epoch 0 for 8 epochs");
    }

    @ParameterizedTest
    @CsvSource({"test.loss", "total.distance", "validation.test.lossy", "learningRate"})
    void of_whatIsNoLossOrAccuracy_isRefused(String text) {
        assertThatThrownBy(() -> WatchedFigure.of(text, List.of("test")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a figure to watch is a loss or an accuracy of every record: expected one"
                                + " of validation.test.loss, validation.test.accuracy,"
                                + " epochEndLoss, epochEndAccuracy, runningLoss, found '"
                                + text
                                + "'");
    }
}
