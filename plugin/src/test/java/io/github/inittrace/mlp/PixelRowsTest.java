// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.ImageExample;
import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.OneDnnKernels;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class PixelRowsTest {
    private static final LabelFactory LABELS = new LabelFactory();

    private MatrixKernels kernels;

    @BeforeEach
    void needOneDnn() {
        kernels = MatrixKernels.best();
        Assumptions.assumeTrue(kernels instanceof OneDnnKernels, "only oneDNN scales pixels");
    }

    /** Fewer, as many and more than are scaled at a time, in matrices with and without padding. */
    @ParameterizedTest
    @CsvSource({
        "1, 784, DIVIDE_BY_255",
        "31, 784, NONE",
        "32, 12, DIVIDE_BY_255",
        "33, 17, DIVIDE_BY_255",
        "100, 784, DIVIDE_BY_255",
        "70, 1, NONE",
        "33, 784, MINUS_ONE_TO_ONE",
        "100, 17, MINUS_ONE_TO_ONE"
    })
    void copyTo_imagesInAnyOrder_givesTheBitsOfFloatRows(
            int count, int pixels, FeatureScaling scaling) {
        MutableDataset<Label> images = images(count, pixels);
        int[] order = new Random(3).ints(count + 5, 0, count).toArray();
        try (Arena arena = kernels.openArena();
                MatrixKernels.ThreadScope thread = kernels.enterThread()) {
            LaidOutExamples laid = lay(images, scaling, arena);
            assertThat(laid.rows).isInstanceOf(PixelRows.class);
            FloatRows plain = new FloatRows(arena, count, pixels);
            RowFiller filler = new RowFiller(images.getFeatureIDMap(), scaling);
            for (int i = 0; i < count; i++) {
                plain.set(i, images.getExample(i), filler, "image");
            }

            for (int turn = 0; turn < 2; turn++) {
                for (boolean ones : new boolean[] {true, false}) {
                    assertThat(copy((DenseRows) laid.rows, order, arena, count, pixels, ones))
                            .isEqualTo(copy(plain, order, arena, count, pixels, ones));
                }
            }
            assertThat(laid.rows.nonZeros()).isEqualTo(plain.nonZeros());
        }
    }

    @Test
    void layOut_ofWhatIsNoImage_isOfFloats() {
        MutableDataset<Label> changed = images(3, 12);
        changed.getExample(1).set(new Feature("00", 0.5));
        try (Arena arena = kernels.openArena()) {
            assertThat(lay(changed, FeatureScaling.NONE, arena).rows).isInstanceOf(FloatRows.class);
        }
    }

    @Test
    void layOut_ofImages_keepsWhatTheyWere() {
        MutableDataset<Label> images = images(3, 12);
        int[] order = {0, 1, 2};
        try (Arena arena = kernels.openArena();
                MatrixKernels.ThreadScope thread = kernels.enterThread()) {
            DenseRows rows = (DenseRows) lay(images, FeatureScaling.NONE, arena).rows;
            float[] before = copy(rows, order, arena, 3, 12, true);
            images.getExample(1).set(new Feature("00", 1000));

            assertThat(copy(rows, order, arena, 3, 12, true)).isEqualTo(before);
        }
    }

    private static LaidOutExamples lay(
            MutableDataset<Label> images, FeatureScaling scaling, Arena arena) {
        return LaidOutExamples.of(
                images,
                IntStream.range(0, images.size()).toArray(),
                "the data",
                images.getFeatureIDMap(),
                images.getOutputIDInfo(),
                scaling,
                false,
                arena);
    }

    /** The values with those around them, which nobody may touch. */
    private static float[] copy(
            DenseRows rows, int[] order, Arena arena, int count, int pixels, boolean ones) {
        FloatMatrix target = arena.allocate(count, pixels + (ones ? 1 : 0));
        if (ones) {
            Batch.fillLastColumn(target);
        }
        rows.copyTo(order, order.length - count, target);
        float[] values = new float[target.length()];
        target.read(values);
        return values;
    }

    private static MutableDataset<Label> images(int count, int pixels) {
        Random random = new Random(count);
        MutableDataset<Label> images =
                new MutableDataset<>(new SimpleDataSourceProvenance("test", LABELS), LABELS);
        for (int i = 0; i < count; i++) {
            byte[] values = new byte[pixels];
            random.nextBytes(values);
            images.add(new ImageExample<>(new Label(i % 2 == 0 ? "a" : "b"), values));
        }
        return images;
    }
}
