// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MadeUpNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "onnx::MatMul_30",
                "onnx::Add_7",
                "val_0",
                "123",
                "Constant_4",
                "/Constant_output_0",
                "/fc.0/Constant_1_output_0",
                "If#1.then_branch/onnx::MatMul_30",
                "const_fold_opt__12",
                "_tensor_constant0",
                "lifted_tensor_2",
                "ReadVariableOp__7:0"
            })
    void names_thatCountValues_areMadeUp(String name) {
        assertThat(MadeUpNames.has(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.weight",
                "fc.4.bias",
                "hidden1.weight",
                "w",
                "W1",
                "layer_1",
                "coefficient1",
                "dense_1/kernel:0",
                "If#1.then_branch/v",
                ""
            })
    void names_thatAPersonMayHaveGiven_areNot(String name) {
        assertThat(MadeUpNames.has(name)).isFalse();
    }
}
