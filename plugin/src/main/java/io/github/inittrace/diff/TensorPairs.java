// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import io.github.inittrace.onnx.ElementType;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tensors of two models belong together. First those of one name do. Of the others, those do
 * whose shapes come in the same order along both graphs, as {@code diff} finds the common lines of
 * two texts; a matrix and its transpose are of one shape for that.
 *
 * @param pairs the pairs, in the first model's order
 * @param onlyInA what is left over of the first model
 * @param onlyInB what is left over of the second model
 */
public record TensorPairs(
        List<TensorPair> pairs, List<StoredTensor> onlyInA, List<StoredTensor> onlyInB) {

    /** A table of common lines takes memory by the product of both numbers: 32 MB at most. */
    private static final int MOST_BY_PLACE = 4000;

    public TensorPairs {
        pairs = List.copyOf(pairs);
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
    }

    /**
     * Pairs the tensors of two models: their initialisers, and their floating-point constants of
     * more than one value.
     */
    public static TensorPairs of(OnnxFile a, OnnxFile b) {
        TensorUses usesA = TensorUses.of(a);
        TensorUses usesB = TensorUses.of(b);
        List<StoredTensor> weightsA = weights(a, usesA);
        List<StoredTensor> weightsB = weights(b, usesB);
        Map<String, StoredTensor> named = new HashMap<>();
        weightsB.forEach(tensor -> named.put(tensor.name(), tensor));

        Map<StoredTensor, TensorPair> found = new HashMap<>();
        Set<StoredTensor> taken = new HashSet<>();
        for (StoredTensor tensor : weightsA) {
            StoredTensor other = named.get(tensor.name());
            if (other != null) {
                found.put(tensor, pair(tensor, other, true, usesA, usesB));
                taken.add(other);
            }
        }
        List<StoredTensor> leftA = weightsA.stream().filter(t -> !found.containsKey(t)).toList();
        List<StoredTensor> leftB = weightsB.stream().filter(t -> !taken.contains(t)).toList();
        byPlace(leftA, leftB)
                .forEach(
                        (tensor, other) -> {
                            found.put(tensor, pair(tensor, other, false, usesA, usesB));
                            taken.add(other);
                        });
        return new TensorPairs(
                a.tensors().stream().filter(found::containsKey).map(found::get).toList(),
                weightsA.stream().filter(t -> !found.containsKey(t)).toList(),
                weightsB.stream().filter(t -> !taken.contains(t)).toList());
    }

    /** How many values the first model's tensors of all pairs have together. */
    public long values() {
        return pairs.stream().mapToLong(pair -> pair.a().count()).sum();
    }

    /** A model's weights, in the order in which its nodes use them. */
    private static List<StoredTensor> weights(OnnxFile file, TensorUses uses) {
        Map<String, StoredTensor> named =
                file.tensors().stream()
                        .filter(TensorPairs::isWeight)
                        .collect(Collectors.toMap(StoredTensor::name, Function.identity()));
        return uses.order().stream().filter(named::containsKey).map(named::get).toList();
    }

    private static boolean isWeight(StoredTensor tensor) {
        @Nullable ElementType type = tensor.type();
        return tensor.isInitialiser()
                || (type != null && type.isFloatingPoint() && tensor.count() > 1);
    }

    private static TensorPair pair(
            StoredTensor a, StoredTensor b, boolean byName, TensorUses usesA, TensorUses usesB) {
        boolean turned =
                a.shape().size() == 2
                        && b.shape().equals(List.of(a.shape().get(1), a.shape().get(0)));
        @Nullable WeightLayout layoutA = usesA.layout(a.name());
        @Nullable WeightLayout layoutB = usesB.layout(b.name());
        // A square matrix has the same shape either way: then only its use tells.
        boolean transposed =
                turned
                        && (layoutA != null && layoutB != null
                                ? layoutA != layoutB
                                : !a.shape().equals(b.shape()));
        return new TensorPair(a, b, byName, transposed);
    }

    /**
     * A longest common subsequence by shape. What is common at both ends needs no table; most
     * models of one kind have nothing else.
     */
    private static Map<StoredTensor, StoredTensor> byPlace(
            List<StoredTensor> a, List<StoredTensor> b) {
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        int[] shapesA = shapes(a, numbers);
        int[] shapesB = shapes(b, numbers);
        int least = Math.min(a.size(), b.size());
        int start = 0;
        while (start < least && shapesA[start] == shapesB[start]) {
            start++;
        }
        int end = 0;
        while (end < least - start && shapesA[a.size() - 1 - end] == shapesB[b.size() - 1 - end]) {
            end++;
        }
        Map<StoredTensor, StoredTensor> pairs = new HashMap<>();
        for (int i = 0; i < start; i++) {
            pairs.put(a.get(i), b.get(i));
        }
        for (int i = 1; i <= end; i++) {
            pairs.put(a.get(a.size() - i), b.get(b.size() - i));
        }
        int endA = a.size() - end;
        int endB = b.size() - end;
        if (endA - start > MOST_BY_PLACE || endB - start > MOST_BY_PLACE) {
            return pairs;
        }
        short[][] common = common(shapesA, shapesB, start, endA, endB);
        int i = start;
        int j = start;
        while (i < endA && j < endB) {
            if (shapesA[i] == shapesB[j]) {
                pairs.put(a.get(i++), b.get(j++));
            } else if (common[i + 1 - start][j - start] >= common[i - start][j + 1 - start]) {
                i++;
            } else {
                j++;
            }
        }
        return pairs;
    }

    /** How long the longest common subsequence is from each pair of places on. */
    private static short[][] common(int[] a, int[] b, int start, int endA, int endB) {
        short[][] common = new short[endA - start + 1][endB - start + 1];
        for (int i = endA - start - 1; i >= 0; i--) {
            for (int j = endB - start - 1; j >= 0; j--) {
                common[i][j] =
                        a[start + i] == b[start + j]
                                ? (short) (common[i + 1][j + 1] + 1)
                                : (short) Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /** A number for each shape, the same for the same shape. */
    private static int[] shapes(List<StoredTensor> tensors, Map<List<Integer>, Integer> numbers) {
        return tensors.stream()
                .mapToInt(t -> numbers.computeIfAbsent(shape(t), shape -> numbers.size()))
                .toArray();
    }

    /** The shape, of a matrix the same as of its transpose. */
    private static List<Integer> shape(StoredTensor tensor) {
        List<Integer> shape = new ArrayList<>(tensor.shape());
        if (shape.size() == 2) {
            shape.sort(null);
        }
        return shape;
    }
}
