// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import io.github.inittrace.text.SafeText;
import io.github.inittrace.text.ShortText;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.Regressor;

/**
 * The examples of a set on which a model can be evaluated. Left out are those with an output that
 * was not trained, for which there is no loss, and those without any feature that the model knows,
 * which Tribuo's models do not predict. For trainers: one strange example must not end a training.
 *
 * @param indices their places in the set, in increasing order
 * @param unknownOutputs how many are left out for their output: a label that no training example
 *     has, a multi-label with such a label, a regressor of other dimensions
 * @param withoutFeature how many others are left out for their features
 * @param firstUnknown the first of the unknown outputs, as text; null if there is none
 */
public record KnownExamples(
        int[] indices, int unknownOutputs, int withoutFeature, @Nullable String firstUnknown) {
    private static final int LONGEST = 40;

    /**
     * Looks through a set.
     *
     * @param data the set
     * @param features the features that the model knows
     * @param outputs the outputs that it knows
     */
    public static <T extends Output<T>> KnownExamples of(
            Dataset<T> data, ImmutableFeatureMap features, ImmutableOutputInfo<T> outputs) {
        Set<String> dimensions = dimensions(outputs);
        int[] known = new int[data.size()];
        int count = 0;
        int unknownOutputs = 0;
        String firstUnknown = null;
        for (int i = 0; i < known.length; i++) {
            Example<T> example = data.getExample(i);
            T output = example.getOutput();
            if (!isKnown(output, outputs, dimensions)) {
                if (unknownOutputs++ == 0) {
                    firstUnknown = output.getSerializableForm(false);
                }
            } else if (hasFeature(example, features)) {
                known[count++] = i;
            }
        }
        return new KnownExamples(
                Arrays.copyOf(known, count),
                unknownOutputs,
                known.length - count - unknownOutputs,
                firstUnknown);
    }

    /** Whether an example has a feature that a model knows. */
    public static boolean hasFeature(Example<?> example, ImmutableFeatureMap features) {
        for (Feature feature : example) {
            if (features.getID(feature.getName()) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static <T extends Output<T>> Set<String> dimensions(ImmutableOutputInfo<T> outputs) {
        Set<String> names = new HashSet<>();
        for (T output : outputs.getDomain()) {
            if (output instanceof Regressor regressor) {
                names.addAll(Arrays.asList(regressor.getNames()));
            }
        }
        return names;
    }

    @SuppressWarnings("unchecked") // the outputs are of the type of the output
    private static <T extends Output<T>> boolean isKnown(
            T output, ImmutableOutputInfo<T> outputs, Set<String> dimensions) {
        if (output instanceof Regressor regressor) {
            return dimensions.equals(Set.of(regressor.getNames()));
        }
        if (output instanceof MultiLabel labels) {
            return labels.getLabelSet().stream()
                    .allMatch(label -> outputs.getID((T) new MultiLabel(label)) >= 0);
        }
        return outputs.getID(output) >= 0;
    }

    /** How many examples are left out. */
    public int leftOut() {
        return unknownOutputs + withoutFeature;
    }

    /**
     * What is left out and why, in a sentence for the log.
     *
     * @param set the set's name
     * @return empty if nothing is left out
     */
    public Optional<String> remark(String set) {
        if (leftOut() == 0) {
            return Optional.empty();
        }
        String outputs =
                String.format(
                        Locale.ROOT,
                        "%,d with an output that no training example has, the first of them '%s'",
                        unknownOutputs,
                        shown(firstUnknown));
        String features =
                String.format(
                        Locale.ROOT, "%,d without a feature that the model knows", withoutFeature);
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%,d of the %,d examples of %s are left out of its loss and accuracy: %s",
                        leftOut(),
                        indices.length + leftOut(),
                        set,
                        unknownOutputs == 0
                                ? features
                                : withoutFeature == 0 ? outputs : outputs + ", and " + features));
    }

    private static String shown(@Nullable String output) {
        return ShortText.of(SafeText.onOneLine(String.valueOf(output)), LONGEST);
    }
}
