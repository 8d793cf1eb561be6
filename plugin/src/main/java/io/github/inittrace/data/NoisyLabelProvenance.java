// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Where examples with wrong labels came from: the source of the right ones, the share and the seed,
 * and what identifies the labels. Immutable, and saved with models under this class's name.
 */
public final class NoisyLabelProvenance implements DataSourceProvenance {
    private static final long serialVersionUID = 1L;

    /** The provenance of the examples with their right labels. */
    public static final String SOURCE = "source";

    /** The share of the examples that were given a wrong label. */
    public static final String SHARE = "label-noise";

    /** By which examples and labels were drawn. */
    public static final String SEED = "label-noise-seed";

    /** The SHA-256 of all labels, each followed by a zero byte. */
    public static final String HASH = "labels-hash";

    private final DataSourceProvenance source;
    private final DoubleProvenance share;
    private final LongProvenance seed;
    private final HashProvenance hash;

    NoisyLabelProvenance(DataSourceProvenance source, double share, long seed, String sha256) {
        this.source = source;
        this.share = new DoubleProvenance(SHARE, share);
        this.seed = new LongProvenance(SEED, seed);
        hash = new HashProvenance(HashType.SHA256, HASH, sha256);
    }

    /**
     * Deserialization constructor.
     *
     * @param map the members by name
     */
    public NoisyLabelProvenance(Map<String, Provenance> map) {
        source = member(map, SOURCE, DataSourceProvenance.class);
        share = member(map, SHARE, DoubleProvenance.class);
        seed = member(map, SEED, LongProvenance.class);
        hash = member(map, HASH, HashProvenance.class);
    }

    private static <T extends Provenance> T member(
            Map<String, Provenance> map, String name, Class<T> type) {
        return ObjectProvenance.checkAndExtractProvenance(
                map, name, type, NoisyLabelProvenance.class.getSimpleName());
    }

    @Override
    public String getClassName() {
        return NoisyLabelDataSource.class.getName();
    }

    @Override
    public Iterator<Pair<String, Provenance>> iterator() {
        return List.<Pair<String, Provenance>>of(
                        new Pair<>(CLASS_NAME, new StringProvenance(CLASS_NAME, getClassName())),
                        new Pair<>(SOURCE, source),
                        new Pair<>(SHARE, share),
                        new Pair<>(SEED, seed),
                        new Pair<>(HASH, hash))
                .iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NoisyLabelProvenance that
                && source.equals(that.source)
                && share.equals(that.share)
                && seed.equals(that.seed)
                && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return 31 * source.hashCode() + hash.hashCode();
    }

    @Override
    public String toString() {
        return "source=" + source + ",share=" + share.getValue() + ",seed=" + seed.getValue();
    }
}
