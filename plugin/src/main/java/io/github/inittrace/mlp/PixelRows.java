// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.data.ImageExample;
import io.github.inittrace.data.PixelTable;
import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.PixelScaler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.classification.Label;

/**
 * Images, whose pixels stay the bytes that they are until a batch needs them as float32. To copy rows
 * out of memory takes half the time of an epoch of a narrow network, and these are a quarter as long.
 */
final class PixelRows implements DenseRows {
    private final PixelTable pixels;
    private final int features;
    private final FeatureScaling scaling;
    private final Arena arena;
    private final LongAdder nonZeros = new LongAdder();

    /** Those that no thread is using. */
    private final Queue<PixelScaler> scalers = new ConcurrentLinkedQueue<>();

    private PixelRows(
            int size, int features, FeatureScaling scaling, Arena arena, PixelScaler scaler) {
        pixels = new PixelTable(size);
        this.features = features;
        this.scaling = scaling;
        this.arena = arena;
        scalers.add(scaler);
    }

    /**
     * Rows for examples that are images with a network's inputs in their order, if the kernels scale
     * them to the bits that they have otherwise.
     *
     * @return null if they are not, or cannot
     */
    static @Nullable PixelRows of(
            Dataset<Label> data,
            int[] indices,
            ImmutableFeatureMap inputs,
            FeatureScaling scaling,
            Arena arena) {
        if (!areInputs(data, indices, inputs)) {
            return null;
        }
        PixelScaler scaler = arena.pixelScaler(inputs.size(), scaling.factor(), scaling.offset());
        return scaler == null
                ? null
                : new PixelRows(indices.length, inputs.size(), scaling, arena, scaler);
    }

    private static boolean areInputs(
            Dataset<Label> data, int[] indices, ImmutableFeatureMap inputs) {
        for (int index : indices) {
            if (!(data.getExample(index) instanceof ImageExample<Label> image)
                    || !image.hasPixels()
                    || image.size() != inputs.size()) {
                return false;
            }
        }
        if (indices.length == 0) {
            return false;
        }
        int id = 0;
        for (Feature feature : data.getExample(indices[0])) {
            if (inputs.getID(feature.getName()) != id++) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int set(int index, Example<Label> example, RowFiller filler, String where) {
        pixels.set(index, (ImageExample<Label>) example);
        nonZeros.add(RowFiller.nonZeros(example, scaling));
        return features;
    }

    @Override
    public long nonZeros() {
        return nonZeros.sum();
    }

    @Override
    public void copyTo(int[] order, int start, FloatMatrix target) {
        PixelScaler free = scalers.poll();
        PixelScaler scaler = free != null ? free : another();
        for (int from = 0; from < target.rows; from += PixelScaler.ROWS) {
            int to = Math.min(target.rows, from + PixelScaler.ROWS);
            for (int i = from; i < to; i++) {
                pixels.copyTo(order[start + i], scaler.images(), scaler.position(i - from));
            }
            scaler.scale(target.rows == to - from ? target : target.slice(from, to));
        }
        scalers.add(scaler);
    }

    private PixelScaler another() {
        PixelScaler scaler = arena.pixelScaler(features, scaling.factor(), scaling.offset());
        if (scaler == null) {
            throw new IllegalStateException("the kernels have scaled these pixels before");
        }
        return scaler;
    }
}
