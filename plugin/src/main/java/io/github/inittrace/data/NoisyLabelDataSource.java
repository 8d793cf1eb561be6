// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * The examples of another source, some of them with a wrong label.
 *
 * <p>Of n examples, exactly round(share · n) get another label, whatever the seed: these are drawn
 * without replacement, all sets of them alike, and each of their labels uniformly from the other
 * labels that the source has. Order, features and weights stay. The same seed and examples give the
 * same labels on every JVM. Safe to share between threads.
 *
 * <p>It wraps any source, also a part of one, so it is no component of a configuration.
 */
public final class NoisyLabelDataSource implements DataSource<Label> {
    private final LabelFactory labelFactory = new LabelFactory();
    private final List<Example<Label>> examples;
    private final NoisyLabelProvenance provenance;

    /**
     * Replaces labels.
     *
     * @param source where the examples come from; read at once
     * @param share the share of the examples that get a wrong label, from 0 to 1
     * @param seed by which examples and labels are drawn
     * @throws IllegalArgumentException if the share is none, or if there is no other label
     */
    public NoisyLabelDataSource(DataSource<Label> source, double share, long seed) {
        this(source, source.getProvenance(), share, seed);
    }

    /** Replaces labels of examples that are of a source with this provenance. */
    NoisyLabelDataSource(
            Iterable<Example<Label>> clean, DataSourceProvenance source, double share, long seed) {
        check(share);
        examples = new ArrayList<>();
        clean.forEach(examples::add);
        SplittableRandom random = new SplittableRandom(seed);
        List<Label> labels = labels();
        int left = (int) Math.round(share * examples.size());
        if (left > 0 && labels.size() < 2) {
            throw new IllegalArgumentException(
                    "wrong labels take at least two labels among the training examples, found one;"
                            + " leave labelNoise(...) out");
        }
        MessageDigest digest = LabelledImages.sha256();
        for (int i = 0; i < examples.size(); i++) {
            // Selection sampling (Knuth, TAOCP 3.4.2, algorithm S): every set is equally likely.
            if (left > 0 && random.nextInt(examples.size() - i) < left) {
                examples.set(i, relabelled(examples.get(i), labels, random));
                left--;
            }
            String label = examples.get(i).getOutput().getLabel();
            digest.update(label.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        String hash = HexFormat.of().withUpperCase().formatHex(digest.digest());
        provenance = new NoisyLabelProvenance(source, share, seed, hash);
    }

    /** Refuses what is no share, before anything is read. */
    static void check(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the share of wrong labels must be a number from 0 to 1, found " + share);
        }
    }

    /** Every label, in alphabetical order. */
    private List<Label> labels() {
        TreeSet<String> names = new TreeSet<>();
        examples.forEach(example -> names.add(example.getOutput().getLabel()));
        return names.stream().map(Label::new).toList();
    }

    private static Example<Label> relabelled(
            Example<Label> example, List<Label> labels, SplittableRandom random) {
        int drawn = random.nextInt(labels.size() - 1);
        Label label = labels.get(drawn);
        if (label.getLabel().compareTo(example.getOutput().getLabel()) >= 0) {
            label = labels.get(drawn + 1); // its own is skipped
        }
        if (example instanceof ImageExample<Label> image) {
            return image.relabelled(label);
        }
        Example<Label> copy = new ArrayExample<>(label, example, example.getWeight());
        example.getMetadata().forEach(copy::setMetadataValue);
        return copy;
    }

    /** Copies of the examples, in the order of the source. */
    @Override
    public Iterator<Example<Label>> iterator() {
        return examples.stream().<Example<Label>>map(Example::copy).iterator();
    }

    @Override
    public OutputFactory<Label> getOutputFactory() {
        return labelFactory;
    }

    @Override
    public DataSourceProvenance getProvenance() {
        return provenance;
    }

    @Override
    public String toString() {
        return "NoisyLabelDataSource(" + provenance + ")";
    }
}
