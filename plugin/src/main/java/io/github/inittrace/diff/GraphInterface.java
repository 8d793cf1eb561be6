// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.IntStream;

/** Which inputs, or outputs, of two models belong together: by name, the others in their order. */
final class GraphInterface {
    private final String what;
    private final List<ValueInfoProto> a;
    private final List<ValueInfoProto> b;
    private final int[] partners;

    /**
     * Pairs the inputs or outputs of two models.
     *
     * @param what {@code input} or {@code output}
     */
    GraphInterface(String what, List<ValueInfoProto> a, List<ValueInfoProto> b) {
        this.what = what;
        this.a = a;
        this.b = b;
        partners = new int[a.size()];
        Arrays.fill(partners, -1);
        Map<String, Queue<Integer>> named = new HashMap<>();
        for (int j = 0; j < b.size(); j++) {
            named.computeIfAbsent(b.get(j).getName(), name -> new ArrayDeque<>(1)).add(j);
        }
        boolean[] taken = new boolean[b.size()];
        for (int i = 0; i < a.size(); i++) {
            Queue<Integer> same = named.get(a.get(i).getName());
            Integer j = same == null ? null : same.poll();
            if (j != null) {
                partners[i] = j;
                taken[j] = true;
            }
        }
        int j = 0;
        for (int i = 0; i < a.size(); i++) {
            if (partners[i] < 0) {
                while (j < b.size() && taken[j]) {
                    j++;
                }
                partners[i] = j < b.size() ? j++ : -1;
            }
        }
    }

    interface Pair {
        void accept(String nameA, String nameB) throws IOException;
    }

    /** Goes through the pairs. */
    void forEach(Pair action) throws IOException {
        for (int i = 0; i < partners.length; i++) {
            if (partners[i] >= 0) {
                action.accept(a.get(i).getName(), b.get(partners[i]).getName());
            }
        }
    }

    /** Names, types and order, where they differ. */
    List<PartDiff> differences() {
        List<PartDiff> differences = new ArrayList<>();
        for (int i = 0; i < partners.length; i++) {
            ValueInfoProto one = a.get(i);
            if (partners[i] < 0) {
                differences.add(new PartDiff(what, text(one), null));
                continue;
            }
            ValueInfoProto other = b.get(partners[i]);
            String typeA = ValueTypes.of(one.getType());
            String typeB = ValueTypes.of(other.getType());
            if (!one.getName().equals(other.getName())) {
                differences.add(new PartDiff(what + " " + (i + 1), text(one), text(other)));
            } else if (!typeA.equals(typeB)) {
                differences.add(
                        new PartDiff(
                                what + " '" + SafeText.of(one.getName()) + "'",
                                SafeText.of(typeA),
                                SafeText.of(typeB)));
            }
        }
        int[] paired = Arrays.stream(partners).filter(j -> j >= 0).toArray();
        int[] inOrder = Arrays.stream(paired).sorted().toArray();
        IntStream.range(0, b.size())
                .filter(j -> Arrays.binarySearch(inOrder, j) < 0)
                .forEach(j -> differences.add(new PartDiff(what, null, text(b.get(j)))));
        if (!Arrays.equals(paired, inOrder)) {
            differences.add(new PartDiff("order of " + what + "s", names(a), names(b)));
        }
        return differences;
    }

    private static String names(List<ValueInfoProto> values) {
        return SafeText.of(
                String.join(", ", values.stream().map(ValueInfoProto::getName).toList()));
    }

    private static String text(ValueInfoProto value) {
        return "'"
                + SafeText.of(value.getName())
                + "' "
                + SafeText.of(ValueTypes.of(value.getType()));
    }
}
