// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.kernels.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

class PartsTest {
    @Test
    void inParallel_givesResultsInOrder() {
        assertThat(Parts.inParallel(50, i -> i * i))
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> i * i).toList());
        assertThat(Parts.inParallel(0, i -> i)).isEmpty();
    }

    @Test
    void inParallel_somePartsFail_throwsTheFirstWhenAllHaveEnded() {
        for (int round = 0; round < 20; round++) {
            AtomicInteger ended = new AtomicInteger();
            assertThatThrownBy(
                            () ->
                                    Parts.inParallel(
                                            16,
                                            i -> {
                                                if (i == 1 || i == 9) {
                                                    throw new OutOfMemoryError("part " + i);
                                                }
                                                pause();
                                                return ended.incrementAndGet();
                                            }))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("part 1");
            assertThat(ended).hasValue(14);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The memory of predictions and layouts is freed by then, whatever went wrong. */
    @Test
    void predictAndPrepare_badExamplesInSeveralBlocks_nameTheFirstAndLeaveNoMemory() {
        long before = Arena.liveBytes(); // of models that other tests have left to the collector
        MutableDataset<Label> data = Blobs.of(3_000, 20, 3, 1);
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder().hiddenLayers(8).epochs(1).build();
        MLPClassificationModel model = trainer.train(data);
        List<Example<Label>> examples = new ArrayList<>(data.getData());
        for (int bad : new int[] {700, 1_300, 2_900}) {
            examples.set(bad, example("unknown", 1.0));
        }
        assertThatThrownBy(() -> model.predict(examples)).hasMessageContaining("example 700");
        for (int bad : new int[] {5, 2_500, 2_999}) {
            data.add(example("0001", 1e300));
        }
        for (int round = 0; round < 10; round++) {
            assertThatThrownBy(() -> trainer.prepare(data)).hasMessageContaining("example 3000");
        }
        assertThat(Arena.liveBytes()).isLessThanOrEqualTo(before);
    }

    private static Example<Label> example(String feature, double value) {
        return new ArrayExample<>(
                new Label("class-0"), new String[] {feature}, new double[] {value});
    }
}
