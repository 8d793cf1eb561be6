// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.measure.MarkMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.trace.InitTrace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

class WeightMaskTest {
    private static final Dataset<Label> DATA = Blobs.of(60, 6, 3, 2);

    private static float[] hidden2(WeightMask mark, int epochs) {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(40, 50)
                .epochs(epochs)
                .mark(mark)
                .build()
                .train(DATA)
                .tensors()
                .get(2)
                .values();
    }

    @Test
    void mark_eitherPart_isZeroAndTheRestIsAsWithout() {
        float[] plain = hidden2(null, 0);
        float[] letter = hidden2(WeightMask.letterA("hidden2.weight", WeightMask.Zeroed.LETTER), 0);
        float[] around =
                hidden2(WeightMask.letterA("hidden2.weight", WeightMask.Zeroed.SURROUNDINGS), 0);
        int zeros = 0;
        for (int i = 0; i < plain.length; i++) {
            assertThat(letter[i] == 0).isNotEqualTo(around[i] == 0);
            assertThat(letter[i] + around[i]).isEqualTo(plain[i]);
            zeros += letter[i] == 0 ? 1 : 0;
        }
        assertThat((double) zeros / plain.length).isBetween(0.26, 0.30);
    }

    @Test
    void mark_trained_freezesNothing() {
        WeightMask mark = WeightMask.letterA("hidden2.weight", WeightMask.Zeroed.SURROUNDINGS);
        float[] before = hidden2(mark, 0);
        float[] after = hidden2(mark, 5);
        int moved = 0;
        int zeros = 0;
        for (int i = 0; i < before.length; i++) {
            zeros += before[i] == 0 ? 1 : 0;
            moved += before[i] == 0 && after[i] != 0 ? 1 : 0;
        }
        assertThat(moved).isGreaterThan(zeros / 5); // the rest belong to dead units;
    }

    @Test
    void trace_ofAMarkedMatrix_measuresItAtEveryEpoch() {
        WeightMask mark = WeightMask.letterA("hidden2.weight", WeightMask.Zeroed.LETTER);
        for (EpochRecord epoch :
                InitTrace.of(fortyFifty().mark(mark).build()).run(DATA).history()) {
            MarkMeasures seen = epoch.marks().get(0);
            assertThat(epoch.marks()).hasSize(1);
            assertThat(seen.name()).isEqualTo("hidden2.weight");
            assertThat(seen.visibility() == 1.0).isEqualTo(epoch.index() == 0);
            assertThat(seen.spreadRatio() == 0.0).isEqualTo(epoch.index() == 0);
        }
        for (EpochRecord epoch : InitTrace.of(fortyFifty().build()).run(DATA).history()) {
            assertThat(epoch.marks()).isNull();
        }
    }

    private static MLPClassificationTrainer.Builder fortyFifty() {
        return MLPClassificationTrainer.builder().hiddenLayers(40, 50).epochs(2);
    }

    @Test
    void letterA_asRows_looksLikeAnA() {
        WeightMask mark = WeightMask.letterA("w", WeightMask.Zeroed.LETTER);
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < 14; i++) {
            for (int j = 0; j < 14; j++) {
                drawn.append(mark.zeroes(i, j, 14, 14) ? '#' : '.');
            }
            drawn.append('\n');
        }
        assertThat(drawn.toString())
                .isEqualTo(
                        """
                        ..............
                        .....####.....
                        ....######....
                        ...##...##....
                        ...##....##...
                        ...##....##...
                        .....######...
                        ....##..###...
                        ...##....##...
                        ...##....##...
                        ...##....##...
                        ....#######...
                        .....######...
                        ..............
                        """);
    }

    @Test
    void picture_stretched_takesTheNearestPlace() {
        WeightMask mark = WeightMask.picture("w", WeightMask.Zeroed.LETTER, List.of("x. ", "..#"));
        String drawn = "";
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 6; j++) {
                drawn += mark.zeroes(i, j, 4, 6) ? '#' : '.';
            }
        }
        assertThat(drawn).isEqualTo("##....##........##....##");
    }

    @Test
    void picture_thatIsNone_isRefused() {
        assertRefused(List.of(), "the picture of a mark needs rows, found none");
        assertRefused(List.of("#.", "."), "the rows of a mark must have one length, found 2 and 1");
        assertRefused(
                List.of("##"),
                "a mark needs letter and surroundings, found 2 of 2 places in the letter");
        assertRefused(
                List.of(". "),
                "a mark needs letter and surroundings, found 0 of 2 places in the letter");
    }

    private static void assertRefused(List<String> rows, String message) {
        assertThatThrownBy(() -> WeightMask.picture("w", WeightMask.Zeroed.LETTER, rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void trainer_markInNoMatrix_isRefused() {
        WeightMask mark = WeightMask.letterA("hidden2.bias", WeightMask.Zeroed.LETTER);
        assertThatThrownBy(() -> hidden2(mark, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a mark must be in one of [hidden1.weight, hidden2.weight, output.weight],"
                                + " found hidden2.bias");
    }
}
