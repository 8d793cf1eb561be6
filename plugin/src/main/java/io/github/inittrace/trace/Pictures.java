// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.image.MatrixPicture;
import io.github.inittrace.run.TensorShape;
import java.io.IOException;
import java.util.List;

/** Draws one weight matrix of one run at some of its records. */
final class Pictures {
    private final Wish wish;
    private final int tensor;
    private final MatrixPicture picture;
    private final RunSink sink;
    private int drawn = -1;

    /**
     * What a user wants drawn.
     *
     * @param tensor the name of the matrix
     * @param every how many epochs there are from one picture to the next
     */
    record Wish(String tensor, int every) {
        Wish {
            if (every < 1) {
                throw new IllegalArgumentException(
                        "a picture must be drawn every 1 or more epochs, found " + every);
            }
        }
    }

    /**
     * Gets ready.
     *
     * @throws IllegalArgumentException if there is no such matrix
     */
    Pictures(Wish wish, WeightBuffers weights, RunSink sink) {
        this.wish = wish;
        this.sink = sink;
        List<String> matrices =
                weights.shapes().stream()
                        .filter(shape -> shape.shape().size() == 2)
                        .map(TensorShape::name)
                        .toList();
        if (!matrices.contains(wish.tensor)) {
            throw new IllegalArgumentException(
                    "pictures must be of one of " + matrices + ", found '" + wish.tensor + "'");
        }
        tensor = weights.shapes().stream().map(TensorShape::name).toList().indexOf(wish.tensor);
        List<Integer> shape = weights.shapes().get(tensor).shape();
        picture = new MatrixPicture(shape.get(0), shape.get(1), weights.initial(tensor));
    }

    /** After a record: draws where it is the turn of its epoch. */
    void recorded(int epoch, WeightBuffers weights) throws IOException {
        if (epoch % wish.every == 0) {
            draw(epoch, weights);
        }
    }

    /** After the last record: draws if that has no picture yet. */
    void ended(int epoch, WeightBuffers weights) throws IOException {
        if (drawn != epoch) {
            draw(epoch, weights);
        }
    }

    private void draw(int epoch, WeightBuffers weights) throws IOException {
        drawn = epoch;
        sink.picture(wish.tensor, epoch, picture.png(weights.last(tensor)));
    }
}
