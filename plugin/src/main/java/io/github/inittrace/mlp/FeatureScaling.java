// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

/**
 * What is done to every feature value before the network sees it, in training and in prediction
 * alike. The arithmetic is float32, so that the ONNX graph, which contains it, computes the same.
 */
public enum FeatureScaling {
    /** Values are used as they are. */
    NONE(1f, 0f),
    /** x / 255: pixels to [0, 1]. */
    DIVIDE_BY_255(1f / 255f, 0f),
    /** x · 2 / 255 - 1: pixels to [-1, 1]. A feature that an example lacks counts as 0, so -1. */
    MINUS_ONE_TO_ONE(2f / 255f, -1f);

    private final float factor;
    private final float offset;

    FeatureScaling(float factor, float offset) {
        this.factor = factor;
        this.offset = offset;
    }

    /** What each value is multiplied by. */
    public float factor() {
        return factor;
    }

    /** What is added to each product. */
    public float offset() {
        return offset;
    }

    /** Whether 0 stays 0. */
    boolean keepsZero() {
        return offset == 0f;
    }

    /** value · factor + offset, each operation rounded to float32. */
    float apply(float value) {
        return value * factor + offset;
    }
}
