// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import io.github.inittrace.kernels.FloatMatrix;
import io.github.inittrace.kernels.MatrixKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * Predicts many examples at a time with the kernels that also train, on all processors. A block
 * is computed on sparse rows if its own examples are sparse enough, so that last bits may depend on
 * which examples are predicted together; otherwise they do not.
 */
final class Predictor {
    private static final int ROWS = 16 * Batch.SLICE;

    /** What a thread's rows of the widest layer may take, 16 MiB: there may be many threads. */
    private static final int MOST_VALUES = 1 << 22;

    private final Network network;
    private final int rowsAtOnce;
    private final ImmutableFeatureMap features;
    private final ImmutableOutputInfo<Label> outputs;
    private final FeatureScaling scaling;

    Predictor(
            Network network,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Label> outputs,
            FeatureScaling scaling) {
        this.network = network;
        this.features = features;
        this.outputs = outputs;
        this.scaling = scaling;
        int widest = Arrays.stream(network.sizes).max().orElseThrow();
        int slices = MOST_VALUES / widest / Batch.SLICE;
        rowsAtOnce = Math.max(1, Math.min(ROWS / Batch.SLICE, slices)) * Batch.SLICE;
    }

    /**
     * Predicts in order.
     *
     * @throws IllegalArgumentException if an example has no feature that the model knows, or one
     *     that is not a finite number
     */
    List<Prediction<Label>> predict(Iterable<Example<Label>> examples) {
        List<Block> blocks = new ArrayList<>();
        List<Example<Label>> some = new ArrayList<>();
        int first = 0;
        for (Example<Label> example : examples) {
            some.add(example);
            if (some.size() == rowsAtOnce) {
                blocks.add(new Block(first, some));
                first += rowsAtOnce;
                some = new ArrayList<>();
            }
        }
        if (!some.isEmpty()) {
            blocks.add(new Block(first, some));
        }
        Queue<Work> spare = new ConcurrentLinkedQueue<>();
        return Parts.inParallel(
                        blocks.size(),
                        i -> {
                            Work work = spare.poll();
                            work = work == null ? new Work() : work;
                            List<Prediction<Label>> predictions = work.predict(blocks.get(i));
                            spare.add(work);
                            return predictions;
                        })
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Consecutive examples, the first of which is the n-th of all. */
    private record Block(int first, List<Example<Label>> examples) {}

    /** What one thread needs. */
    private final class Work {
        private final RowFiller filler = new RowFiller(features, scaling);
        private final float[] row = new float[outputs.size()];

        // Made when there are such examples.
        private @Nullable Space dense;
        private @Nullable Space sparse;

        List<Prediction<Label>> predict(Block block) {
            List<Example<Label>> examples = block.examples;
            int size = examples.size();
            Space space = space(examples);
            InputRows rows = space.rows == null ? new SparseRows(size) : space.rows;
            int[] known = new int[size];
            for (int i = 0; i < size; i++) {
                String where = "example " + (block.first + i);
                known[i] = rows.set(i, examples.get(i), filler, where);
                if (known[i] == 0) {
                    throw new IllegalArgumentException(
                            "an example to predict must have a feature that the model knows, found"
                                    + " none in "
                                    + where);
                }
            }
            Batch batch = space.batch;
            // The last slice may have room for more: it takes the last example again.
            int[] order = IntStream.range(0, rowsAtOnce).map(i -> Math.min(i, size - 1)).toArray();
            try (MatrixKernels.ThreadScope thread = network.kernels.enterThread()) {
                for (int s = 0; s < batch.sliceCount() && batch.slice(s).from < size; s++) {
                    batch.slice(s).begin(rows, order, 0, space.scratch);
                    batch.slice(s).forward(space.scratch);
                }
            }
            FloatMatrix logits = batch.activations[network.depth()];
            Softmax softmax = space.scratch.softmax;
            List<Prediction<Label>> predictions = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                logits.readRow(i, row, 0, row.length);
                softmax.of(row, 1, row.length);
                softmax.probabilities(0);
                predictions.add(prediction(outputs, row, known[i], examples.get(i)));
            }
            return predictions;
        }

        /** The space for examples, by how many of their features are not zero. */
        private Space space(List<Example<Label>> examples) {
            boolean few =
                    InputLayout.AUTO.isSparse(
                            scaling,
                            examples.size(),
                            features.size(),
                            () ->
                                    examples.stream()
                                            .mapToLong(e -> RowFiller.nonZeros(e, scaling))
                                            .sum());
            Space known = few ? sparse : dense;
            if (known == null) {
                known = new Space(network, rowsAtOnce, few);
                if (few) {
                    sparse = known;
                } else {
                    dense = known;
                }
            }
            return known;
        }
    }

    /** A batch, and dense rows for it; sparse ones are made as they are needed. */
    private static final class Space {
        final Batch batch;
        final Batch.Scratch scratch;
        final @Nullable FloatRows rows;

        Space(Network network, int size, boolean sparse) {
            batch = new Batch(network, size, false, sparse);
            scratch = new Batch.Scratch(batch);
            rows = sparse ? null : new FloatRows(network.arena, size, network.sizes[0]);
        }
    }

    /** A prediction from probabilities by label id. */
    static Prediction<Label> prediction(
            ImmutableOutputInfo<Label> outputs,
            float[] probabilities,
            int known,
            Example<Label> example) {
        Map<String, Label> scores = new LinkedHashMap<>();
        Label best = new Label(outputs.getOutput(0).getLabel(), probabilities[0]);
        for (int id = 0; id < probabilities.length; id++) {
            Label label = new Label(outputs.getOutput(id).getLabel(), probabilities[id]);
            scores.put(label.getLabel(), label);
            if (label.getScore() > best.getScore()) {
                best = label;
            }
        }
        return new Prediction<>(best, scores, known, example, true);
    }
}
