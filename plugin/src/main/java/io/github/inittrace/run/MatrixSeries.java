// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.files.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The weight matrices of a run along its training: in {@code matrices/}, for every tensor of two
 * dimensions a NumPy file {@code hidden1.weight.npy} of float32 and of the shape [records, rows,
 * columns], and {@code epochs.npy}, the epoch of each record, which is written last. There are as
 * many records as all files have: what one has beyond is left from a process that was killed.
 * Matrices are read one at a time.
 */
public final class MatrixSeries {
    private static final String EPOCHS = "epochs";

    private final List<Integer> epochs;
    private final NpyFile ofEpochs;
    private final Map<TensorShape, NpyFile> matrices;

    private MatrixSeries(
            List<Integer> epochs, NpyFile ofEpochs, Map<TensorShape, NpyFile> matrices) {
        this.epochs = epochs;
        this.ofEpochs = ofEpochs;
        this.matrices = matrices;
    }

    /** The names of the files, by matrix: no two are the same, whatever matrices are called. */
    private static Map<TensorShape, String> names(List<TensorShape> architecture) {
        Set<String> used = new HashSet<>(Set.of(EPOCHS));
        Map<TensorShape, String> names = new LinkedHashMap<>();
        for (TensorShape shape : architecture) {
            if (shape.shape().size() == 2) {
                String name = FolderFile.nameFor(shape.name());
                while (!used.add(name.toLowerCase(Locale.ROOT))) {
                    name += "_";
                }
                names.put(shape, RunFolder.MATRICES + "/" + name + ".npy");
            }
        }
        return names;
    }

    /**
     * Starts a series without records.
     *
     * @throws IOException if the files cannot be written
     */
    static MatrixSeries create(Path run, List<TensorShape> architecture) throws IOException {
        Folders.create(run.resolve(RunFolder.MATRICES));
        Map<TensorShape, NpyFile> matrices = new LinkedHashMap<>();
        for (Map.Entry<TensorShape, String> name : names(architecture).entrySet()) {
            TensorShape shape = name.getKey();
            Path file = run.resolve(name.getValue());
            matrices.put(shape, NpyFile.create(file, NpyFile.FLOAT32, shape.shape()));
        }
        Path file = run.resolve(RunFolder.MATRICES).resolve(EPOCHS + ".npy");
        return new MatrixSeries(
                List.of(), NpyFile.create(file, NpyFile.INT32, List.of()), matrices);
    }

    /**
     * Opens the series of a run.
     *
     * @return empty if it has none
     * @throws IOException if a file is missing, cannot be read, is damaged or is that of another
     *     matrix; the message is one sentence that names it
     */
    static Optional<MatrixSeries> open(Path run, List<TensorShape> architecture)
            throws IOException {
        Optional<Path> file = FolderFile.in(run, RunFolder.MATRICES + "/" + EPOCHS + ".npy");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        NpyFile ofEpochs = NpyFile.open(file.get());
        require(ofEpochs, NpyFile.INT32, List.of());
        int records = ofEpochs.count();
        Map<TensorShape, NpyFile> matrices = new LinkedHashMap<>();
        for (Map.Entry<TensorShape, String> name : names(architecture).entrySet()) {
            TensorShape shape = name.getKey();
            Path missing = run.resolve(name.getValue());
            Path found =
                    FolderFile.in(run, name.getValue())
                            .orElseThrow(() -> new IOException(missing + " is missing"));
            NpyFile matrix = NpyFile.open(found);
            require(matrix, NpyFile.FLOAT32, shape.shape());
            records = Math.min(records, matrix.count());
            matrices.put(shape, matrix);
        }
        return Optional.of(new MatrixSeries(epochs(ofEpochs, records), ofEpochs, matrices));
    }

    private static List<Integer> epochs(NpyFile file, int records) throws IOException {
        ByteBuffer numbers = file.read(0, records);
        List<Integer> epochs = new ArrayList<>();
        while (numbers.hasRemaining()) {
            int epoch = numbers.getInt();
            boolean isNext = epochs.isEmpty() ? epoch == 0 : epoch > epochs.get(epochs.size() - 1);
            if (!isNext) {
                throw new MalformedRecordException(
                        file.path()
                                + " is damaged: expected epochs in increasing order from 0 on, found"
                                + " "
                                + epoch
                                + " behind "
                                + (epochs.isEmpty() ? "nothing" : epochs.get(epochs.size() - 1)),
                        null);
            }
            epochs.add(epoch);
        }
        return Collections.unmodifiableList(epochs);
    }

    private static void require(NpyFile file, String type, List<Integer> item) throws IOException {
        if (!file.type().equals(type) || !file.item().equals(item)) {
            throw new MalformedRecordException(
                    file.path()
                            + " is damaged: expected items "
                            + item
                            + " of "
                            + type
                            + ", found "
                            + file.item()
                            + " of "
                            + file.type(),
                    null);
        }
    }

    /** The epochs of the records, from 0 on, in order. */
    public List<Integer> epochs() {
        return epochs;
    }

    /** The matrices that there are, in the model's order. */
    public List<TensorShape> matrices() {
        return List.copyOf(matrices.keySet());
    }

    /**
     * Reads a matrix at a record.
     *
     * @param matrix one of {@link #matrices}
     * @param record the record's position in {@link #epochs}
     * @return its values, row by row
     * @throws IllegalArgumentException if there is no such matrix or record
     * @throws IOException if it cannot be read
     */
    public float[] read(TensorShape matrix, int record) throws IOException {
        NpyFile file = matrices.get(matrix);
        if (file == null || record < 0 || record >= epochs.size()) {
            throw new IllegalArgumentException(
                    "expected one of the matrices "
                            + matrices.keySet()
                            + " at one of "
                            + epochs.size()
                            + " records, found "
                            + matrix
                            + " at "
                            + record);
        }
        FloatBuffer read = file.read(record, 1).asFloatBuffer();
        float[] values = new float[read.remaining()];
        read.get(values);
        return values;
    }

    /**
     * Adds a record.
     *
     * @param epoch its epoch
     * @param values those of every matrix, in their order, row by row; rounded to float32
     * @return the series with it
     * @throws IOException if it cannot be written
     */
    MatrixSeries append(int epoch, List<double[]> values) throws IOException {
        Map<TensorShape, NpyFile> longer = new LinkedHashMap<>();
        for (Map.Entry<TensorShape, NpyFile> matrix : matrices.entrySet()) {
            double[] wide = values.get(longer.size());
            ByteBuffer narrow = NpyFile.buffer(wide.length);
            for (double value : wide) {
                narrow.putFloat((float) value);
            }
            longer.put(matrix.getKey(), matrix.getValue().append(narrow.flip()));
        }
        List<Integer> more = new ArrayList<>(epochs);
        more.add(epoch);
        ByteBuffer number = NpyFile.buffer(1).putInt(epoch).flip();
        return new MatrixSeries(
                Collections.unmodifiableList(more), ofEpochs.append(number), longer);
    }

    /** Has all records outlive the machine as well. */
    void force() throws IOException {
        for (NpyFile matrix : matrices.values()) {
            matrix.force();
        }
        ofEpochs.force();
    }

    /**
     * Takes away the records of later epochs.
     *
     * @param epoch the last one that stays
     * @return the series without them
     * @throws IOException if a file cannot be written
     */
    MatrixSeries cut(int epoch) throws IOException {
        List<Integer> first = epochs.stream().filter(e -> e <= epoch).toList();
        NpyFile shorter = ofEpochs.cut(first.size());
        Map<TensorShape, NpyFile> cut = new LinkedHashMap<>();
        for (Map.Entry<TensorShape, NpyFile> matrix : matrices.entrySet()) {
            cut.put(matrix.getKey(), matrix.getValue().cut(first.size()));
        }
        return new MatrixSeries(first, shorter, cut);
    }
}
