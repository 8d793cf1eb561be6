// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.measure.Deviation;
import io.github.inittrace.measure.EventTime;
import io.github.inittrace.measure.TensorValues;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingHistoryTest {

    @Test
    void smallestNorm_afterADip_isTheEpochOfTheDip() {
        assertThat(history(3, 2, 2, 4).smallestNorm("w")).contains(new EventTime(1, false));
    }

    @Test
    void smallestNorm_stillFalling_isCensored() {
        assertThat(history(3, 2, 1).smallestNorm("w").orElseThrow()).hasToString(">2");
    }

    @Test
    void smallestNorm_ofNoFiniteNorm_isEmpty() {
        assertThat(history(Double.NaN).smallestNorm("w")).isEmpty();
    }

    @Test
    void smallestNorm_ofAnotherTensor_isRefused() {
        assertThatThrownBy(() -> history(1).smallestNorm("v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epoch 0 has no tensor named 'v'");
    }

    private static TrainingHistory history(double... norms) {
        List<EpochRecord> epochs = new ArrayList<>();
        for (int i = 0; i < norms.length; i++) {
            double[] now = {norms[i]};
            TensorValues w = new TensorValues("w", List.of(1), new double[] {norms[0]}, null, now);
            Deviation deviation = Deviation.of(List.of(w));
            epochs.add(
                    new EpochRecord(
                            i,
                            true,
                            null,
                            null,
                            1.0,
                            null,
                            1,
                            null,
                            List.of(),
                            deviation.tensors(),
                            deviation.total(),
                            0,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null));
        }
        return new TrainingHistory(epochs);
    }
}
