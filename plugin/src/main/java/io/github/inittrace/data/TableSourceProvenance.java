// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.impl.SkeletalConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.tribuo.provenance.ConfiguredDataSourceProvenance;

/**
 * Where a table of numbers came from: the configuration of its source, and when its file was
 * modified last and what its SHA-256 is. Immutable, and saved with models under this class's name.
 */
public final class TableSourceProvenance extends SkeletalConfiguredObjectProvenance
        implements ConfiguredDataSourceProvenance {
    private static final long serialVersionUID = 1L;

    /** When the source was made, and what identifies the file, by key. */
    private final HashMap<String, PrimitiveProvenance<?>> values = new HashMap<>();

    <C extends Configurable> TableSourceProvenance(C host, Path file, String sha256)
            throws IOException {
        super(host, "DataSource");
        ZoneId zone = ZoneId.systemDefault();
        put(new DateTimeProvenance(DATASOURCE_CREATION_TIME, OffsetDateTime.now(zone)));
        put(
                new DateTimeProvenance(
                        FILE_MODIFIED_TIME,
                        OffsetDateTime.ofInstant(
                                Files.getLastModifiedTime(file).toInstant(), zone)));
        put(new HashProvenance(HashType.SHA256, RESOURCE_HASH, sha256));
    }

    /**
     * Deserialization constructor.
     *
     * @param map the provenances, those of the configuration and the others together
     */
    public TableSourceProvenance(Map<String, Provenance> map) {
        this(separate(map));
    }

    private TableSourceProvenance(ExtractedInfo info) {
        super(info);
        values.putAll(info.instanceValues);
    }

    private void put(PrimitiveProvenance<?> value) {
        values.put(value.getKey(), value);
    }

    @Override
    public Map<String, PrimitiveProvenance<?>> getInstanceValues() {
        Map<String, PrimitiveProvenance<?>> all = super.getInstanceValues();
        all.putAll(values);
        return all;
    }

    private static ExtractedInfo separate(Map<String, Provenance> map) {
        Map<String, Provenance> configured = new HashMap<>(map);
        Map<String, PrimitiveProvenance<?>> values = new HashMap<>();
        values.put(
                DATASOURCE_CREATION_TIME,
                take(configured, DATASOURCE_CREATION_TIME, DateTimeProvenance.class));
        values.put(
                FILE_MODIFIED_TIME, take(configured, FILE_MODIFIED_TIME, DateTimeProvenance.class));
        values.put(RESOURCE_HASH, take(configured, RESOURCE_HASH, HashProvenance.class));
        String className = take(configured, CLASS_NAME, StringProvenance.class).getValue();
        String hostName = take(configured, HOST_SHORT_NAME, StringProvenance.class).getValue();
        return new ExtractedInfo(className, hostName, configured, values);
    }

    private static <T extends Provenance> T take(
            Map<String, Provenance> configured, String key, Class<T> type) {
        return ObjectProvenance.checkAndExtractProvenance(
                configured, key, type, TableSourceProvenance.class.getSimpleName());
    }
}
