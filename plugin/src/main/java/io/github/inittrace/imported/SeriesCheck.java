// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import io.github.inittrace.diff.ModelWeights;
import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether files are of one training, and how much of it there is room for. */
final class SeriesCheck {
    /** Of each value: at the start, at the last record, now, as read, as written, and some room. */
    private static final int BYTES_PER_VALUE = 48;

    /** An ONNX file has less than 2 GiB. */
    private static final long MOST_VALUES = (1L << 29) - (1 << 20);

    private SeriesCheck() {}

    /**
     * The tensors of a file that are weights, and which are not.
     *
     * @throws IOException if the numbers of some are not known, for the rest alone are no network;
     *     one sentence
     */
    static ModelWeights weights(OnnxFile file) throws IOException {
        ModelWeights weights = ModelWeights.of(file);
        if (!weights.unscaled().isEmpty()) {
            StoredTensor tensor = weights.unscaled().get(0);
            throw new IOException(
                    file.path()
                            + " cannot be imported: expected weights whose numbers are known, found "
                            + quoted(tensor)
                            + " of "
                            + SafeText.of(tensor.typeName())
                            + "; import the network as it is before it is quantised");
        }
        return weights;
    }

    /**
     * Refuses a file with other tensors than the first.
     *
     * @param first the first file
     * @param expected its tensors that count
     * @param epoch the epoch of the other
     * @param file the other
     * @param exact the names of tensors that are float32 or less in all files so far
     * @throws IOException if it has others, or as {@link #weights}; one sentence
     */
    static void requireSame(
            OnnxFile first,
            List<StoredTensor> expected,
            int epoch,
            OnnxFile file,
            Set<String> exact)
            throws IOException {
        Map<String, StoredTensor> found = new HashMap<>();
        weights(file).counted().forEach(tensor -> found.put(tensor.name(), tensor));
        for (StoredTensor tensor : expected) {
            StoredTensor same = found.remove(tensor.name());
            if (same == null || !same.shape().equals(tensor.shape())) {
                throw other(
                        first,
                        epoch,
                        file,
                        quoted(tensor)
                                + " "
                                + tensor.shape()
                                + (same == null ? ", found none" : ", found " + same.shape()));
            }
            ElementType type = same.type();
            if (type == null || !type.fitsFloat()) {
                exact.remove(tensor.name());
            }
        }
        if (!found.isEmpty()) {
            StoredTensor more = found.values().iterator().next();
            throw other(first, epoch, file, "no " + quoted(more) + ", found one");
        }
    }

    private static IOException other(OnnxFile first, int epoch, OnnxFile file, String what) {
        return new IOException(
                file.path()
                        + ", of epoch "
                        + epoch
                        + ", is not of the training of "
                        + first.path()
                        + ": expected "
                        + what
                        + "; every file must have the same tensors");
    }

    private static String quoted(StoredTensor tensor) {
        return "'" + SafeText.of(tensor.name()) + "'";
    }

    /**
     * Refuses more than the memory, or an ONNX file, holds, before any of it is allocated.
     *
     * @param memory how many bytes Java may use
     * @throws IOException if it is; one sentence
     */
    static void requireRoom(OnnxFile first, List<TensorShape> shapes, long memory)
            throws IOException {
        long values = 0;
        for (TensorShape shape : shapes) {
            values = Math.min(MOST_VALUES + 1, values + Math.min(MOST_VALUES + 1, shape.count()));
        }
        if (values > MOST_VALUES) {
            throw new IOException(
                    first.path()
                            + " cannot be imported: expected at most "
                            + MOST_VALUES
                            + " values, for an ONNX file has less than 2 GiB, found more");
        }
        if (values * BYTES_PER_VALUE > memory) {
            throw new IOException(
                    first.path()
                            + " cannot be imported: "
                            + values
                            + " values take some "
                            + (values * BYTES_PER_VALUE >> 20)
                            + " MiB of memory, Java may use "
                            + (memory >> 20)
                            + "; give it more with -Xmx");
        }
    }
}
