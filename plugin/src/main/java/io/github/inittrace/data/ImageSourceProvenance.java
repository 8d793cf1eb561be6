// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.SkeletalConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.provenance.ConfiguredDataSourceProvenance;

/**
 * Where images came from: the configuration of their source, and what identifies the very bytes.
 * Immutable, and saved with models under this class's name.
 */
public final class ImageSourceProvenance extends SkeletalConfiguredObjectProvenance
        implements ConfiguredDataSourceProvenance {
    private static final long serialVersionUID = 1L;

    /** When the file of images was last modified. */
    public static final String IMAGES_FILE_MODIFIED_TIME = "images-file-modified-time";

    /** When the file of labels was last modified. */
    public static final String LABELS_FILE_MODIFIED_TIME = "labels-file-modified-time";

    /** The SHA-256 of the file of images as it lies on disk. */
    public static final String IMAGES_RESOURCE_HASH = "images-resource-hash";

    /** The SHA-256 of the file of labels as it lies on disk. */
    public static final String LABELS_RESOURCE_HASH = "labels-resource-hash";

    /** The SHA-256 of the images and labels of a source that has no files. */
    public static final String CONTENT_HASH = "content-hash";

    private static final List<String> INSTANCE_KEYS =
            List.of(
                    DATASOURCE_CREATION_TIME,
                    IMAGES_FILE_MODIFIED_TIME,
                    LABELS_FILE_MODIFIED_TIME,
                    IMAGES_RESOURCE_HASH,
                    LABELS_RESOURCE_HASH,
                    CONTENT_HASH);

    /** What identifies the bytes, by key. */
    private final HashMap<String, PrimitiveProvenance<?>> instanceValues = new HashMap<>();

    <C extends Configurable> ImageSourceProvenance(C host, List<PrimitiveProvenance<?>> values) {
        super(host, "DataSource");
        values.forEach(value -> instanceValues.put(value.getKey(), value));
    }

    /**
     * Deserialization constructor.
     *
     * @param map the provenances, those of the configuration and the others together
     */
    public ImageSourceProvenance(Map<String, Provenance> map) {
        this(separate(map));
    }

    private ImageSourceProvenance(ExtractedInfo info) {
        super(info);
        instanceValues.putAll(info.instanceValues);
    }

    @Override
    public Map<String, PrimitiveProvenance<?>> getInstanceValues() {
        Map<String, PrimitiveProvenance<?>> all = super.getInstanceValues();
        all.putAll(instanceValues);
        return all;
    }

    private static ExtractedInfo separate(Map<String, Provenance> map) {
        String self = ImageSourceProvenance.class.getSimpleName();
        Map<String, Provenance> configured = new HashMap<>(map);
        String className =
                ObjectProvenance.checkAndExtractProvenance(
                                configured, CLASS_NAME, StringProvenance.class, self)
                        .getValue();
        String hostName =
                ObjectProvenance.checkAndExtractProvenance(
                                configured, HOST_SHORT_NAME, StringProvenance.class, self)
                        .getValue();
        Map<String, PrimitiveProvenance<?>> values = new HashMap<>();
        for (String key : INSTANCE_KEYS) {
            if (configured.remove(key) instanceof PrimitiveProvenance<?> value) {
                values.put(key, value);
            }
        }
        return new ExtractedInfo(className, hostName, configured, values);
    }
}
