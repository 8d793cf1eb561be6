// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.mlp.Initialisation;
import io.github.inittrace.mlp.Initialiser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartLawTest {
    @ParameterizedTest
    @CsvSource({
        "GLOROT_UNIFORM, 0, 0.133333333333", // 2 / 15
        "GLOROT_NORMAL, 0, 0.133333333333",
        "HE_UNIFORM, 0, 0.2", // 2 / 10
        "HE_NORMAL, 0, 0.2",
        "FAN_IN_UNIFORM, 0, 0.033333333333", // 1 / 30
        "FAN_IN_NORMAL, 0, 0.1",
        "UNIFORM, 0.6, 0.12",
        "NORMAL, 0.6, 0.36"
    })
    void entries_ofALayerOfTenInputsAndFiveOutputs_haveItsVariance(
            Initialiser by, double scale, double variance) {
        StartLaw law = new StartLaw(new Initialisation(by, scale));
        assertThat(law.entries(5, 10).orElseThrow().variance()).isCloseTo(variance, within(1e-11));
        assertThat(law.entries(5, 10).orElseThrow().mean()).isZero();
    }

    @Test
    void entries_ofZeros_areNone() {
        assertThat(new StartLaw(new Initialisation(Initialiser.ZERO)).entries(5, 10)).isEmpty();
    }
}
