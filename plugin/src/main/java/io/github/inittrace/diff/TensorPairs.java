// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tensors of two models belong together: those of one name that a person gave, those of the
 * same layer beside them, and those whose shapes and uses come in the same order along both graphs.
 * A matrix and its transpose are of one shape for that, and so are [1, n] and [n].
 *
 * @param pairs the pairs, in the first model's order
 * @param onlyInA what is left over of the first model, but for settings of its nodes
 * @param onlyInB what is left over of the second model, the same way
 */
public record TensorPairs(
        List<TensorPair> pairs, List<StoredTensor> onlyInA, List<StoredTensor> onlyInB) {

    public TensorPairs {
        pairs = List.copyOf(pairs);
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
    }

    /**
     * Pairs the tensors of two models: their initialisers and what their Constant nodes give, but
     * for the scales and zero points of quantised tensors, which belong to these.
     */
    public static TensorPairs of(OnnxFile a, OnnxFile b) {
        List<Weight> weightsA = TensorUses.of(a).weights();
        List<Weight> weightsB = TensorUses.of(b).weights();
        Matching matching = Matching.of(weightsA, weightsB);
        Map<String, TensorPair> found = new HashMap<>();
        List<StoredTensor> onlyInA = new ArrayList<>();
        List<StoredTensor> onlyInB = new ArrayList<>();
        for (int i = 0; i < weightsA.size(); i++) {
            Weight weight = weightsA.get(i);
            int j = matching.partner(i);
            if (j < 0) {
                addUnlessSetting(onlyInA, weight);
            } else {
                Set<TensorPair.Doubt> doubts = EnumSet.noneOf(TensorPair.Doubt.class);
                if (matching.isContradicted(i)) {
                    doubts.add(TensorPair.Doubt.NAME);
                }
                if (matching.isDoubtful(i)) {
                    doubts.add(TensorPair.Doubt.PLACE);
                }
                found.put(weight.tensor().name(), pair(weight, weightsB.get(j), doubts));
            }
        }
        for (int j = 0; j < weightsB.size(); j++) {
            if (matching.isLeft(j)) {
                addUnlessSetting(onlyInB, weightsB.get(j));
            }
        }
        return new TensorPairs(
                a.tensors().stream()
                        .map(StoredTensor::name)
                        .filter(found::containsKey)
                        .map(found::get)
                        .toList(),
                onlyInA,
                onlyInB);
    }

    /** How many values the first model's tensors of all pairs have together. */
    public long values() {
        return pairs.stream().mapToLong(pair -> pair.a().count()).sum();
    }

    /** A node's setting that has no counterpart is compared with the nodes, of which it is a part. */
    private static void addUnlessSetting(List<StoredTensor> left, Weight weight) {
        if (weight.tensor().isInitialiser() || !weight.isSetting()) {
            left.add(weight.tensor());
        }
    }

    private static TensorPair pair(Weight a, Weight b, Set<TensorPair.Doubt> doubts) {
        if (a.isUnscaled() && b.isUnscaled()) {
            doubts.add(TensorPair.Doubt.INTEGERS);
        }
        List<Integer> shape = a.tensor().shape();
        List<Integer> shapeOfB = b.tensor().shape();
        boolean transposed = false;
        if (shape.size() == 2 && shapeOfB.equals(List.of(shape.get(1), shape.get(0)))) {
            boolean square = shape.get(0).equals(shape.get(1));
            Boolean turned = a.use().isTurnedFrom(b.use(), square);
            transposed = turned != null && turned;
            if (turned == null && shape.get(0) > 1) {
                doubts.add(TensorPair.Doubt.ORIENTATION);
            }
        }
        boolean byName = a.tensor().name().equals(b.tensor().name());
        return new TensorPair(a.tensor(), b.tensor(), byName, transposed, doubts);
    }
}
