// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingEndTest {
    @Test
    void allDone_ofOneOrMany_isASentence() {
        assertThat(TrainingEnd.allDone(1, "epoch")).isEqualTo("the 1 epoch is done");
        assertThat(TrainingEnd.allDone(5, "iteration")).isEqualTo("all 5 iterations done");
        assertThat(TrainingEnd.allDone(0, "epoch")).isEqualTo("all 0 epochs done");
    }
}
