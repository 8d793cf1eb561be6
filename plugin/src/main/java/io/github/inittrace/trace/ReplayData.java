// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import io.github.inittrace.trace.ReplayVerdict.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.provenance.ConfiguredDataSourceProvenance;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;

/** Loads training data again from its provenance, and finds out whether it is the same. */
final class ReplayData {
    private ReplayData() {}

    /**
     * Loads a data set again.
     *
     * @throws IOException if its provenance does not suffice, or its source cannot be read; the
     *     message is one sentence
     */
    @SuppressWarnings("unchecked") // the model's provenance names data of the model's type
    static <T extends Output<T>> Dataset<T> load(DatasetProvenance provenance) throws IOException {
        if (!provenance.getClassName().equals(MutableDataset.class.getName())) {
            throw cannot(provenance.getClassName() + " is made from other data");
        }
        if (!provenance.getTransformationProvenance().getList().isEmpty()) {
            throw cannot("it was transformed");
        }
        try {
            DataSource<?> source = source(provenance.getSourceProvenance());
            return (Dataset<T>) new MutableDataset<>((DataSource<T>) source);
        } catch (RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw cannot(String.valueOf(root.getMessage()));
        }
    }

    private static DataSource<?> source(DataProvenance provenance) throws IOException {
        if (provenance instanceof ConfiguredDataSourceProvenance configured) {
            var configuration = ProvenanceUtil.extractConfiguration(configured);
            ConfigurationManager manager = new ConfigurationManager();
            manager.addConfiguration(configuration);
            DataSource<?> source = (DataSource<?>) manager.lookup(configuration.get(0).getName());
            manager.close();
            return source;
        }
        if (provenance instanceof TrainTestSplitter.SplitDataSourceProvenance split) {
            return part(split);
        }
        throw cannot(provenance.getClass().getSimpleName() + " names nothing that can be loaded");
    }

    private static <T extends Output<T>> DataSource<T> part(
            TrainTestSplitter.SplitDataSourceProvenance split) throws IOException {
        Map<String, Provenance> members = new HashMap<>();
        split.forEach(member -> members.put(member.getA(), member.getB()));
        if (members.get("source") instanceof DataProvenance inner
                && members.get("train-proportion") instanceof DoubleProvenance proportion
                && members.get("seed") instanceof LongProvenance seed
                && members.get("is-train") instanceof BooleanProvenance isTrain) {
            @SuppressWarnings("unchecked") // as in load
            DataSource<T> source = (DataSource<T>) source(inner);
            TrainTestSplitter<T> splitter =
                    new TrainTestSplitter<>(source, proportion.getValue(), seed.getValue());
            return isTrain.getValue() ? splitter.getTrain() : splitter.getTest();
        }
        throw cannot("the provenance of its split is not complete");
    }

    private static IOException cannot(String reason) {
        return new IOException(
                "the training data cannot be loaded again from its provenance: "
                        + reason
                        + "; hand it over by replay(...)");
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
