// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.TrainingListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tribuo.Output;

/** Looks at the tensors of every epoch as {@link TensorView} describes them. */
final class TensorRules<T extends Output<T>> implements TrainingListener<T> {
    private final List<String> breaches = new ArrayList<>();

    @Override
    public void onEpoch(EpochEnd<T> epoch) {
        Set<String> names = new HashSet<>();
        for (TensorView tensor : epoch.session().weights()) {
            String where = "'" + tensor.name() + "' at epoch " + epoch.index();
            if (!names.add(tensor.name())) {
                breaches.add("a second tensor " + where);
            }
            long product =
                    tensor.shape().stream()
                            .mapToLong(Integer::longValue)
                            .reduce(1, (a, b) -> a * b);
            if (tensor.size() != product) {
                breaches.add(tensor.size() + " values of shape " + tensor.shape() + " in " + where);
            }
            requireRefused(tensor, tensor.size() + 1, where);
            if (tensor.size() > 0) {
                requireRefused(tensor, tensor.size() - 1, where);
            }
        }
    }

    /** Trainers keep what a listener throws to themselves, so whatever else is thrown is a breach, too. */
    private void requireRefused(TensorView tensor, int length, String where) {
        try {
            tensor.copyTo(new double[length]);
            breaches.add(
                    "copied to an array of " + length + " values without complaint from " + where);
        } catch (IllegalArgumentException expected) {
            // as it should be
        } catch (RuntimeException e) {
            breaches.add(e + " for an array of " + length + " values from " + where);
        }
    }

    void requireKept() {
        Contract.requireEqual(
                List.of(),
                breaches,
                "a tensor has a name of its own, as many values as its shape says, and refuses to"
                        + " be copied to an array of another length");
    }
}
