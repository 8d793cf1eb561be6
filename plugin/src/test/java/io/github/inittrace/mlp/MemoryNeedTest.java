// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class MemoryNeedTest {
    @Test
    void of_layers_countsMatricesAndModel() {
        MemoryNeed need = MemoryNeed.of(10, new int[] {4, 3, 2});
        assertThat(need.model()).isEqualTo(4.0 * (5 * 3 + 4 * 2));
        assertThat(need.matrices()).isEqualTo(4.0 * (10 * 4 + 5 * 3 + 4 * 2));
    }

    @Test
    void require_tooMuch_saysHowMuchAndWhatToDo() {
        MemoryNeed need = MemoryNeed.of(1000, new int[] {1_000_000, 10});
        assertThatCode(() -> need.require(1e9, 1e9, "-Xmx")).doesNotThrowAnyException();
        assertThatThrownBy(() -> need.require(4.04e9, 1e9, "-Xmx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "training needs at least 4.0 GB of memory for 1,000 examples of 1,000,000"
                                + " features and 10,000,010 weights, found 1.0 GB; leave out"
                                + " features or examples, choose smaller layers, or give Java more"
                                + " with -Xmx");
    }

    /** A row number used as a feature's name: the table grows with the square of the rows. */
    @Test
    void train_aMillionFeaturesByMistake_isRefusedBeforeItIsAllocated() {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("t", factory), factory);
        for (int i = 0; i < 1000; i++) {
            String[] names = new String[300];
            for (int j = 0; j < names.length; j++) {
                names[j] = i + "-" + j;
            }
            data.add(
                    new ArrayExample<>(new Label("ab".substring(i % 2, i % 2 + 1)), names, ones()));
        }
        for (MatrixKernels kernels :
                new MatrixKernels[] {new PlainKernels(), MatrixKernels.best()}) {
            MLPClassificationTrainer trainer =
                    MLPClassificationTrainer.builder()
                            .hiddenLayers(400_000)
                            .kernels(kernels)
                            .build();
            assertThatThrownBy(() -> trainer.train(data))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("GB of memory for 1,000 examples of 300,000 features and")
                    .hasMessageContaining(" weights, found ");
        }
    }

    private static double[] ones() {
        double[] ones = new double[300];
        Arrays.fill(ones, 1.0);
        return ones;
    }
}
