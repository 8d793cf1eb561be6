// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import io.github.inittrace.data.ImageDataset;
import io.github.inittrace.data.NoisyLabelDataSource;
import io.github.inittrace.data.NoisyLabelProvenance;
import io.github.inittrace.rebuild.Rebuilder;
import io.github.inittrace.trace.ReplayVerdict.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.TrainTestSplitter;

/** Loads training data again from its provenance, and finds out whether it is the same. */
final class ReplayData {
    /** What every configured object's provenance has, and no other's. */
    private static final String CONFIGURED = "host-short-name";

    private final Rebuilder rebuilder;

    ReplayData(Rebuilder rebuilder) {
        this.rebuilder = rebuilder;
    }

    /**
     * Loads a data set again.
     *
     * @throws IOException if its provenance does not suffice, or its source cannot be read; the
     *     message is one sentence
     */
    <T extends Output<T>> Dataset<T> load(ObjectProvenance provenance) throws IOException {
        try {
            if (!provenance.getClassName().equals(MutableDataset.class.getName())) {
                throw new IOException(provenance.getClassName() + " is made from other data");
            }
            Map<String, Provenance> members = members(provenance);
            if (!(members.get("transformations") instanceof ListProvenance<?> done)
                    || !done.getList().isEmpty()) {
                throw new IOException("it was transformed");
            }
            DataSource<T> source = source(members.get("datasource"));
            MutableDataset<T> data = ImageDataset.of(source);
            if (members.get("is-dense") instanceof BooleanProvenance dense
                    && dense.getValue()
                    && !data.isDense()) {
                data.densify();
            }
            return data;
        } catch (IOException e) {
            throw cannot(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw cannot(Rebuilder.reason(e), e);
        }
    }

    @SuppressWarnings("unchecked") // the model's provenance names data of the model's type
    private <T extends Output<T>> DataSource<T> source(@Nullable Provenance provenance)
            throws IOException {
        if (!(provenance instanceof ObjectProvenance object)) {
            throw new IOException("it names no source");
        }
        Map<String, Provenance> members = members(object);
        if (object.getClassName().equals(TrainTestSplitter.class.getName())) {
            return part(members);
        }
        if (object.getClassName().equals(NoisyLabelDataSource.class.getName())) {
            return noisy(members);
        }
        if (!members.containsKey(CONFIGURED)) {
            throw new IOException("its source was filled by code and names nothing to load from");
        }
        if (rebuilder.rebuild(object) instanceof DataSource<?> source) {
            return (DataSource<T>) source;
        }
        throw new IOException("expected a source of data, found " + object.getClassName());
    }

    private <T extends Output<T>> DataSource<T> part(Map<String, Provenance> members)
            throws IOException {
        if (members.get("train-proportion") instanceof DoubleProvenance proportion
                && members.get("seed") instanceof LongProvenance seed
                && members.get("is-train") instanceof BooleanProvenance isTrain) {
            DataSource<T> source = source(members.get("source"));
            TrainTestSplitter<T> splitter =
                    new TrainTestSplitter<>(source, proportion.getValue(), seed.getValue());
            return isTrain.getValue() ? splitter.getTrain() : splitter.getTest();
        }
        throw new IOException("the provenance of its split is not complete");
    }

    @SuppressWarnings("unchecked") // only sources of labels are wrapped in it
    private <T extends Output<T>> DataSource<T> noisy(Map<String, Provenance> members)
            throws IOException {
        if (members.get(NoisyLabelProvenance.SHARE) instanceof DoubleProvenance share
                && members.get(NoisyLabelProvenance.SEED) instanceof LongProvenance seed) {
            DataSource<Label> source = source(members.get(NoisyLabelProvenance.SOURCE));
            return (DataSource<T>)
                    (DataSource<?>)
                            new NoisyLabelDataSource(source, share.getValue(), seed.getValue());
        }
        throw new IOException("the provenance of its wrong labels is not complete");
    }

    private static IOException cannot(String reason, Exception cause) {
        return new IOException(
                "the training data cannot be loaded again from its provenance: "
                        + reason
                        + "; you can hand the data over by Replay.on(...)",
                cause);
    }

    /** The members of an object's provenance by name. */
    static Map<String, Provenance> members(ObjectProvenance object) {
        Map<String, Provenance> members = new HashMap<>();
        object.forEach(member -> members.put(member.getA(), member.getB()));
        return members;
    }

    /** What of the data's content is not as recorded; where files lie and how old is no matter. */
    static List<Change> changes(ObjectProvenance recorded, ObjectProvenance found) {
        return changes(Provenances.content(recorded), Provenances.content(found));
    }

    static List<Change> changes(Map<String, String> recorded, Map<String, String> found) {
        TreeSet<String> keys = new TreeSet<>(recorded.keySet());
        keys.addAll(found.keySet());
        List<Change> changes = new ArrayList<>();
        for (String key : keys) {
            String then = recorded.getOrDefault(key, "nothing");
            String now = found.getOrDefault(key, "nothing");
            if (!then.equals(now)) {
                changes.add(new Change(key, then, now));
            }
        }
        return changes;
    }
}
