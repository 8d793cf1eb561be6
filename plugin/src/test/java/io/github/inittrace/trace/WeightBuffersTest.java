// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.measure.Deviation;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeightBuffersTest {

    /** Remembers every array that its values were ever copied to. */
    private static final class Watched implements TensorView {
        private final Set<double[]> targets = Collections.newSetFromMap(new IdentityHashMap<>());
        private double value;

        @Override
        public String name() {
            return "w";
        }

        @Override
        public List<Integer> shape() {
            return List.of(40, 30);
        }

        @Override
        public void copyTo(double[] target) {
            Arrays.fill(target, value);
            targets.add(target);
        }
    }

    @Test
    void measure_manyEpochs_keepsThreeCopiesOfTheWeights() {
        Watched tensor = new Watched();
        WeightBuffers buffers = new WeightBuffers(List.of(tensor));
        for (int epoch = 0; epoch <= 200; epoch++) {
            tensor.value = epoch;
            Deviation deviation = buffers.measure(List.of(tensor));
            assertThat(deviation.total().maxAbs()).isEqualTo(epoch);
        }
        assertThat(buffers.areAsRecorded(List.of(tensor))).isTrue();
        assertThat(tensor.targets).hasSize(3);
    }
}
