// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.image.MatrixPicture;
import io.github.inittrace.run.TensorShape;
import java.io.IOException;
import java.util.List;

/** Draws one weight matrix of one run at some of its records. */
final class Pictures {
    private final String name;
    private final Schedule schedule;
    private final int tensor;
    private final MatrixPicture picture;
    private final RunSink sink;
    private int drawn = -1;

    /**
     * Gets ready.
     *
     * @param name the name of the matrix
     * @throws IllegalArgumentException if there is no such matrix
     */
    Pictures(String name, Schedule schedule, WeightBuffers weights, RunSink sink) {
        this.name = name;
        this.schedule = schedule;
        this.sink = sink;
        List<String> matrices =
                weights.shapes().stream()
                        .filter(shape -> shape.shape().size() == 2)
                        .map(TensorShape::name)
                        .toList();
        if (!matrices.contains(name)) {
            throw new IllegalArgumentException(
                    "pictures must be of one of " + matrices + ", found '" + name + "'");
        }
        tensor = weights.shapes().stream().map(TensorShape::name).toList().indexOf(name);
        List<Integer> shape = weights.shapes().get(tensor).shape();
        picture = new MatrixPicture(shape.get(0), shape.get(1), weights.initial(tensor));
    }

    /** After a record: draws where it is the turn of its epoch. */
    void recorded(int epoch, WeightBuffers weights) throws IOException {
        if (schedule.isDue(epoch)) {
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
        sink.picture(name, epoch, picture.png(weights.last(tensor)));
    }
}
