// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.trace.InitTrace;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/** What decides how features lie in memory, and how much of it they take. */
class InputLayoutTest {
    private static MLPClassificationTrainer.Builder small() {
        return MLPClassificationTrainer.builder().hiddenLayers(4).epochs(1);
    }

    private static Map<String, String> facts(
            MLPClassificationTrainer.Builder builder, Dataset<Label> data) {
        return InitTrace.of(builder.build()).run(data).record().environment();
    }

    @Test
    void auto_decidesByFeaturesDensityAndScaling() {
        FeatureScaling none = FeatureScaling.NONE;
        assertThat(InputLayout.AUTO.isSparse(none, 50, 1000, () -> 1000)).isTrue();
        assertThat(InputLayout.AUTO.isSparse(none, 50, 1000, () -> 1001)).isFalse();
        assertThat(InputLayout.AUTO.isSparse(none, 50, 999, () -> 1)).isFalse();
        assertThat(InputLayout.AUTO.isSparse(FeatureScaling.DIVIDE_BY_255, 50, 1000, () -> 1))
                .isTrue();
        assertThat(InputLayout.AUTO.isSparse(FeatureScaling.MINUS_ONE_TO_ONE, 50, 1000, () -> 1))
                .isFalse();
        assertThat(InputLayout.DENSE.isSparse(none, 50, 1000, () -> 1)).isFalse();
        assertThat(InputLayout.SPARSE.isSparse(none, 50, 10, () -> 500)).isTrue();
        // Forty thousand rows of a hundred thousand features are more than an int counts.
        assertThat(InputLayout.AUTO.isSparse(none, 40_000, 100_000, () -> 80_000_000)).isTrue();
        assertThat(InputLayout.AUTO.isSparse(none, 40_000, 100_000, () -> 80_000_001)).isFalse();
    }

    @Test
    void choice_andDensity_areFactsOfTheRun() {
        Dataset<Label> texts = SparseTexts.of(200, 1000, 5, 1);
        // One zero is written out, and the last text has a word more than the others.
        double density = 1000 / (200.0 * texts.getFeatureMap().size());
        assertThat(texts.getFeatureMap().size()).isLessThan(1000);
        assertThat(facts(small(), texts))
                .containsEntry("input-layout", "dense")
                .containsEntry("input-density", String.format(Locale.ROOT, "%.4g", density));
        assertThat(facts(small().inputLayout(InputLayout.SPARSE), texts))
                .containsEntry("input-layout", "sparse")
                .containsEntry("input-density", String.format(Locale.ROOT, "%.4g", density));

        Dataset<Label> more = SparseTexts.of(1000, 1000, 5, 1);
        assertThat(facts(small(), more))
                .containsEntry("input-layout", "sparse")
                .containsEntry("input-density", "0.005000");
        assertThat(facts(small().inputLayout(InputLayout.DENSE), more))
                .containsEntry("input-layout", "dense");
        assertThat(facts(small().featureScaling(FeatureScaling.MINUS_ONE_TO_ONE), more))
                .containsEntry("input-layout", "dense")
                .containsEntry("input-density", "1.000");
        assertThat(facts(small().stack(3), more)).containsEntry("input-layout", "dense");
        assertThat(facts(small(), Blobs.of(30, 12, 2, 1)))
                .containsEntry("input-layout", "dense")
                .containsEntry("input-density", "1.000");
    }

    @Test
    void toString_namesALayoutThatWasAskedFor() {
        assertThat(small().build().toString()).doesNotContain("inputLayout");
        assertThat(small().inputLayout(InputLayout.SPARSE).build().toString())
                .endsWith(",featureScaling=NONE,inputLayout=SPARSE)");
    }

    @Test
    void build_sparseThatCannotBe_isRefused() {
        assertThatThrownBy(
                        () ->
                                small().inputLayout(InputLayout.SPARSE)
                                        .featureScaling(FeatureScaling.MINUS_ONE_TO_ONE)
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sparse input needs a feature scaling that keeps zeros, found"
                                + " MINUS_ONE_TO_ONE; scale otherwise, or leave the input layout"
                                + " out");
        assertThatThrownBy(() -> small().inputLayout(InputLayout.SPARSE).stack(2).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "networks of a stack share a product of dense input, found an input layout"
                                + " of SPARSE; leave it or the stack out");
    }

    @Test
    void preparedData_ofTheOtherLayout_isRefused() {
        Dataset<Label> texts = SparseTexts.of(1000, 1000, 5, 1);
        MLPClassificationTrainer auto = small().build();
        try (PreparedData sparse = auto.prepare(texts)) {
            MLPClassificationTrainer forced = small().inputLayout(InputLayout.SPARSE).build();
            ReproducibilityTest.assertSameBits(
                    forced.train(sparse).tensors(), small().build().train(texts).tensors());
            for (MLPClassificationTrainer.Builder other :
                    new MLPClassificationTrainer.Builder[] {
                        small().inputLayout(InputLayout.DENSE), small().stack(2)
                    }) {
                assertThatThrownBy(() -> other.build().train(sparse))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "data must be prepared with the input layout of the trainer, DENSE,"
                                        + " found sparse rows; let this trainer prepare it");
            }
        }
    }

    /** 40 000 texts of 100 words out of 20 000, made of 1000 that are laid out 40 times. */
    @Test
    void sparseRows_ofManyTexts_takeEightBytesForEachValue() {
        MutableDataset<Label> texts = SparseTexts.of(3, 200, 5, 1);
        MutableDataset<Label> words =
                new MutableDataset<>(texts.getSourceProvenance(), texts.getOutputFactory());
        String[] all =
                IntStream.range(0, 20_000).mapToObj(SparseTexts::name).toArray(String[]::new);
        for (int i = 0; i < 1000; i++) {
            int text = i;
            String[] names =
                    IntStream.range(0, 100)
                            .mapToObj(j -> all[j * 200 + text % 200])
                            .toArray(String[]::new);
            double[] values = IntStream.range(0, 100).mapToDouble(j -> 1.0 + j).toArray();
            words.add(new ArrayExample<>(new Label("class-" + i % 3), names, values));
        }
        try (Arena arena = MatrixKernels.best().openArena()) {
            long before = Arena.liveBytes();
            LaidOutExamples laid =
                    LaidOutExamples.of(
                            words,
                            IntStream.range(0, 40_000).map(i -> i % 1000).toArray(),
                            "the texts",
                            words.getFeatureIDMap(),
                            words.getOutputIDInfo(),
                            FeatureScaling.NONE,
                            true,
                            arena);
            assertThat(laid.features).isEqualTo(20_000);
            assertThat(laid.density()).isEqualTo(0.005);
            // Each value has eight bytes and each text four; Tribuo takes twelve for a value, of
            // its name and its double.
            long values = 40_000L * 100;
            assertThat(((SparseRows) laid.rows).bytes())
                    .isBetween(8 * values, 8 * values + 5 * 40_000);
            assertThat(Arena.liveBytes()).isEqualTo(before);
        }
        assertThat(tooLarge(words, InputLayout.AUTO)).contains("the examples take 0 MiB");
        assertThat(tooLarge(words, InputLayout.DENSE)).contains("the examples take 76 MiB");
    }

    private static String tooLarge(Dataset<Label> data, InputLayout layout) {
        return small().inputLayout(layout).build().plan().network().tooLarge(data, 20_000, 3);
    }

    @Test
    void sparseRows_moreValuesThanAnArrayHas_areRefused() {
        assertThat(SparseRows.countable(2_100_000_000L, 5)).isEqualTo(2_100_000_000);
        assertThatThrownBy(() -> SparseRows.countable(2_200_000_000L, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sparse input has room for 2147483639 values that are not zero in 5"
                                + " examples, found 2200000000; leave out features, or take smaller"
                                + " batches");
    }
}
