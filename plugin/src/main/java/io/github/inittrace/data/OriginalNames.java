// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.io.FlatMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.ListMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.MapMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.ObjectMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.SimpleMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Gives data that were read from copies of files the provenance of the files themselves, and their
 * names to what is said of them, so that a person reads of what they have, not of what one machine
 * had for a while.
 *
 * @param copy the file or folder that was read
 * @param original what it is a copy of, absolute
 */
record OriginalNames(Path copy, Path original) {

    /** The same data; each set has the same examples, with another provenance. */
    LoadedData in(LoadedData data) {
        return new LoadedData(
                data.name(), in(data.train()), in(data.test()), data.shape(), data.inputOrder());
    }

    /** The same sentence about the files themselves. */
    String inSentence(@Nullable String sentence) {
        return String.valueOf(sentence).replace(copy.toString(), original.toString());
    }

    private MutableDataset<Label> in(MutableDataset<Label> set) {
        ObjectProvenance renamed =
                ProvenanceUtil.unmarshalProvenance(
                        ProvenanceUtil.marshalProvenance(set.getSourceProvenance()).stream()
                                .map(this::in)
                                .toList());
        return ImageDataset.of(set, (DataSourceProvenance) renamed, set.getOutputFactory());
    }

    private ObjectMarshalledProvenance in(ObjectMarshalledProvenance object) {
        return new ObjectMarshalledProvenance(
                object.getName(),
                in(object.getMap()),
                object.getObjectClassName(),
                object.getProvenanceClassName());
    }

    private Map<String, FlatMarshalledProvenance> in(Map<String, FlatMarshalledProvenance> all) {
        Map<String, FlatMarshalledProvenance> renamed = new LinkedHashMap<>();
        all.forEach((key, value) -> renamed.put(key, in(value)));
        return renamed;
    }

    private FlatMarshalledProvenance in(FlatMarshalledProvenance value) {
        if (value instanceof SimpleMarshalledProvenance simple) {
            return simple.isReference()
                    ? simple
                    : new SimpleMarshalledProvenance(
                            simple.getKey(),
                            in(simple.getValue()),
                            simple.getProvenanceClassName(),
                            false,
                            simple.getAdditional());
        }
        if (value instanceof ListMarshalledProvenance list) {
            return new ListMarshalledProvenance(list.getList().stream().map(this::in).toList());
        }
        Map<String, FlatMarshalledProvenance> entries = new LinkedHashMap<>();
        for (Pair<String, FlatMarshalledProvenance> entry : (MapMarshalledProvenance) value) {
            entries.put(entry.getA(), entry.getB());
        }
        return new MapMarshalledProvenance(in(entries));
    }

    private String in(String text) {
        String absolute = copy.toAbsolutePath().toString();
        return text.startsWith(absolute) ? original + text.substring(absolute.length()) : text;
    }
}
