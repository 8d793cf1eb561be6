// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.onnx.TensorReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads quantised integers as the numbers that they stand for, rounded to float32 as operators
 * give them.
 */
final class DequantisedReader implements TensorReader {
    private final TensorReader integers;
    private final List<float[]> scales;
    private final float[] zero;
    private final ScalePlaces places;

    private DequantisedReader(
            TensorReader integers, List<float[]> scales, float[] zero, ScalePlaces places) {
        this.integers = integers;
        this.scales = scales;
        this.zero = zero;
        this.places = places;
    }

    static TensorReader open(StoredTensor integers, Quantisation quantisation) throws IOException {
        List<float[]> scales = new ArrayList<>();
        for (StoredTensor scale : quantisation.scales()) {
            scales.add(scale.floats());
        }
        float[] zero = quantisation.zero() == null ? new float[1] : quantisation.zero().floats();
        return new DequantisedReader(
                integers.open(),
                scales,
                zero,
                new ScalePlaces(integers.shape(), quantisation.axis(), quantisation.block()));
    }

    @Override
    public void read(long from, double[] into, int length) throws IOException {
        integers.read(from, into, length);
        for (int i = 0; i < length; i++) {
            int place = places.of(from + i);
            float product = 1; // exact for a single scale
            for (float[] scale : scales) {
                product *= at(scale, place);
            }
            into[i] = (float) ((into[i] - at(zero, place)) * product);
        }
    }

    private static float at(float[] parameters, int place) {
        return parameters.length == 1 ? parameters[0] : parameters[place];
    }

    @Override
    public boolean isRandomAccess() {
        return integers.isRandomAccess();
    }

    @Override
    public void close() throws IOException {
        integers.close();
    }
}
