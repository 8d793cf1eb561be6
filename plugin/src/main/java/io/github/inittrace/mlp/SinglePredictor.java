// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import java.util.Arrays;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * Predicts one example at a time in plain Java, for which one example is too few to be worth a call
 * of the kernels. It keeps its arrays from one example to the next, and serves one thread at a time.
 */
final class SinglePredictor {
    private final ImmutableOutputInfo<Label> outputs;
    private final List<DenseLayer> layers;
    private final Activation activation;
    private final RowFiller filler;
    private final float[][] values;
    private final int[] active;
    private final Softmax softmax;

    SinglePredictor(
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Label> outputs,
            FeatureScaling scaling,
            List<DenseLayer> layers,
            Activation activation) {
        this.outputs = outputs;
        this.layers = layers;
        this.activation = activation;
        filler = new RowFiller(features, scaling);
        values = new float[layers.size()][];
        int most = 0;
        for (int l = 0; l < values.length; l++) {
            values[l] = new float[layers.get(l).outputs()];
            most = Math.max(most, layers.get(l).inputs());
        }
        active = new int[most];
        softmax = new Softmax(1, values[values.length - 1].length);
    }

    /**
     * Predicts.
     *
     * @throws IllegalArgumentException if the example has no feature that the model knows, or one
     *     that is not a finite number
     */
    Prediction<Label> predict(Example<Label> example) {
        int known = filler.fill(example, "the example");
        if (known == 0) {
            throw new IllegalArgumentException(
                    "an example to predict must have a feature that the model knows, found none");
        }
        float[] in = filler.row;
        for (int l = 0; l < values.length; l++) {
            float[] out = values[l];
            affine(in, layers.get(l), out);
            if (l < values.length - 1) {
                activation.apply(out, 1, out.length, out.length);
            }
            in = out;
        }
        softmax.of(in, 1, in.length);
        softmax.probabilities(0);
        return Predictor.prediction(outputs, in, known, example);
    }

    /** out = x · W + b, the rows of W whose x is not 0 added in their order, four at a time. */
    private void affine(float[] x, DenseLayer layer, float[] out) {
        if (layer.isBiased()) {
            System.arraycopy(layer.bias, 0, out, 0, out.length);
        } else {
            Arrays.fill(out, 0f);
        }
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (x[i] != 0f) {
                active[count++] = i;
            }
        }
        int next = 0;
        for (; next + 3 < count; next += 4) {
            int i0 = active[next];
            int i1 = active[next + 1];
            int i2 = active[next + 2];
            int i3 = active[next + 3];
            addFour(
                    out,
                    x[i0],
                    layer.weights[i0],
                    x[i1],
                    layer.weights[i1],
                    x[i2],
                    layer.weights[i2],
                    x[i3],
                    layer.weights[i3]);
        }
        for (; next < count; next++) {
            int i = active[next];
            float[] row = layer.weights[i];
            for (int j = 0; j < out.length; j++) {
                out[j] += x[i] * row[j];
            }
        }
    }

    private static void addFour(
            float[] out,
            float x0,
            float[] row0,
            float x1,
            float[] row1,
            float x2,
            float[] row2,
            float x3,
            float[] row3) {
        for (int j = 0; j < out.length; j++) {
            out[j] = (((out[j] + x0 * row0[j]) + x1 * row1[j]) + x2 * row2[j]) + x3 * row3[j];
        }
    }
}
