// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.TextFormat;
import com.oracle.labs.mlrg.olcut.config.json.JsonProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.config.protobuf.ProtoProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ListProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.MapProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.NullConfiguredProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.FlatMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.ListMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.MapMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.MarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.ObjectMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.io.ProvenanceSerializationException;
import com.oracle.labs.mlrg.olcut.provenance.io.SimpleMarshalledProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.EnumProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.inittrace.files.PathText;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads provenance from a file of anybody's. OLCUT would load and run the classes that the file
 * names; here every object comes back as a {@link PlainProvenance} and an enum constant as its name.
 */
final class WrittenProvenance {
    private static final String PRIMITIVES = StringProvenance.class.getPackageName() + ".";

    private final Map<String, ObjectMarshalledProvenance> written = new HashMap<>();
    private final Map<String, ObjectProvenance> read = new HashMap<>();

    private WrittenProvenance() {}

    /**
     * Reads OLCUT's JSON.
     *
     * @throws IOException if it is none, or no end to it is in sight; the message is a sentence
     *     without a subject of its own
     */
    static ObjectProvenance ofJson(JsonNode json) throws IOException {
        return guarded(
                () -> {
                    new Unfolding<JsonNode>(new IdentityHashMap<>(), node -> node).check(json);
                    return new JsonProvenanceSerialization(false)
                            .deserializeFromString(json.toString());
                });
    }

    /**
     * Reads OLCUT's protobuf in text format, which Tribuo writes into ONNX models.
     *
     * @throws IOException as {@link #ofJson}
     */
    static ObjectProvenance ofProto(String text) throws IOException {
        return guarded(
                () -> {
                    RootProvenanceProto.Builder proto = RootProvenanceProto.newBuilder();
                    TextFormat.getParser().merge(text, proto);
                    Map<Integer, Collection<Integer>> parts = new HashMap<>();
                    for (ListProvenanceProto list : proto.getLmpList()) {
                        parts.put(list.getIndex(), list.getValuesList());
                    }
                    for (MapProvenanceProto map : proto.getMmpList()) {
                        parts.put(map.getIndex(), map.getValuesMap().values());
                    }
                    Unfolding<Integer> unfolding =
                            new Unfolding<>(new HashMap<>(), i -> parts.getOrDefault(i, List.of()));
                    for (int index : parts.keySet()) {
                        unfolding.check(index);
                    }
                    return new ProtoProvenanceSerialization(true)
                            .deserializeFromProto(proto.build());
                });
    }

    /** Parses provenance that may hold anything. */
    private interface Parser {
        List<ObjectMarshalledProvenance> parse()
                throws IOException, ProvenanceSerializationException;
    }

    private static ObjectProvenance guarded(Parser parser) throws IOException {
        String cannot = "its provenance cannot be read: ";
        try {
            return new WrittenProvenance().root(parser.parse());
        } catch (TextFormat.ParseException
                | ProvenanceSerializationException
                | RuntimeException e) {
            // OLCUT's parsers take for granted that everything is there and of the right kind.
            throw new IOException(cannot + "expected what OLCUT writes, found something else", e);
        } catch (IOException e) {
            throw new IOException(cannot + e.getMessage(), e);
        }
    }

    private ObjectProvenance root(List<ObjectMarshalledProvenance> objects) throws IOException {
        objects.forEach(object -> written.put(object.getName(), object));
        ObjectMarshalledProvenance root = objects.get(0);
        new Unfolding<MarshalledProvenance>(new IdentityHashMap<>(), this::parts).check(root);
        return object(root);
    }

    private List<MarshalledProvenance> parts(MarshalledProvenance provenance) {
        List<MarshalledProvenance> parts = new ArrayList<>();
        if (provenance instanceof ObjectMarshalledProvenance object) {
            parts.addAll(object.getMap().values());
        } else if (provenance instanceof ListMarshalledProvenance list) {
            list.forEach(parts::add);
        } else if (provenance instanceof MapMarshalledProvenance map) {
            map.forEach(member -> parts.add(member.getB()));
        } else if (provenance instanceof SimpleMarshalledProvenance simple
                && simple.isReference()
                && written.containsKey(simple.getValue())) {
            parts.add(written.get(simple.getValue()));
        }
        return parts;
    }

    private ObjectProvenance object(ObjectMarshalledProvenance object) throws IOException {
        if (object.getProvenanceClassName().equals(NullConfiguredProvenance.class.getName())) {
            return new NullConfiguredProvenance(object.getObjectClassName());
        }
        Map<String, Provenance> members = new LinkedHashMap<>();
        for (Map.Entry<String, FlatMarshalledProvenance> member : object.getMap().entrySet()) {
            members.put(member.getKey(), flat(member.getKey(), member.getValue()));
        }
        return new PlainProvenance(object.getObjectClassName(), members);
    }

    private Provenance flat(String key, FlatMarshalledProvenance provenance) throws IOException {
        if (provenance instanceof ListMarshalledProvenance list) {
            List<Provenance> members = new ArrayList<>();
            for (FlatMarshalledProvenance member : list) {
                members.add(flat(key, member));
            }
            return new ListProvenance<>(members);
        }
        if (provenance instanceof MapMarshalledProvenance map) {
            Map<String, Provenance> members = new LinkedHashMap<>();
            for (var member : map) {
                members.put(member.getA(), flat(member.getA(), member.getB()));
            }
            return new MapProvenance<>(members);
        }
        SimpleMarshalledProvenance simple = (SimpleMarshalledProvenance) provenance;
        return simple.isReference() ? reference(simple) : primitive(key, simple);
    }

    private ObjectProvenance reference(SimpleMarshalledProvenance reference) throws IOException {
        String name = reference.getValue();
        ObjectProvenance known = read.get(name);
        if (known != null) {
            return known;
        }
        ObjectMarshalledProvenance object = written.get(name);
        if (object == null) {
            throw new IOException(
                    "it refers to '" + SafeText.of(name) + "', which is not written in it");
        }
        ObjectProvenance provenance = object(object);
        read.put(name, provenance);
        return provenance;
    }

    /** OLCUT makes these of texts alone; it would load the class of an enum. */
    private static Provenance primitive(String key, SimpleMarshalledProvenance simple)
            throws IOException {
        String kind = simple.getProvenanceClassName();
        if (kind.equals(EnumProvenance.class.getName())) {
            return new StringProvenance(key, simple.getValue());
        }
        if (!kind.startsWith(PRIMITIVES)) {
            throw new IOException(
                    "expected a kind of value that OLCUT knows for '"
                            + SafeText.of(key)
                            + "', found "
                            + SafeText.of(kind));
        }
        try {
            return simple.unmarshallPrimitive();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InvalidPathException path) {
                throw new IOException(PathText.complaint(path), e);
            }
            throw new IOException(
                    "'"
                            + SafeText.of(simple.getValue())
                            + "' is no value of the kind that is said of '"
                            + SafeText.of(key)
                            + "'",
                    e);
        }
    }
}
