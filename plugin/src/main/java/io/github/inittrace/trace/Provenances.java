// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.labs.mlrg.olcut.config.json.JsonProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tribuo's provenance as text that people and scripts can read, and as OLCUT's JSON, from which
 * the objects can be rebuilt.
 */
final class Provenances {
    /** The most members of one map or list: a record is for people to read. */
    static final int MOST = 100;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Provenances() {}

    /**
     * Everything in a provenance, by dotted names in alphabetical order: {@code optimiser} is the
     * class of a nested object, {@code optimiser.learningRate} one of its parameters. A list of
     * plain values is one text, such as {@code [128, 64]}; of a list of objects, {@code
     * sources.0} is the first. Of a map or list with more than {@value #MOST} members, such as the
     * columns of a wide table, the first are named and the others counted.
     */
    static Map<String, String> flatten(ObjectProvenance provenance) {
        Map<String, String> flat = new TreeMap<>();
        flat.put(ObjectProvenance.CLASS_NAME, provenance.getClassName());
        putMembers(flat, "", provenance);
        return flat;
    }

    /** The same for parameters. */
    static Map<String, String> flatten(Map<String, Provenance> parameters) {
        Map<String, String> flat = new TreeMap<>();
        parameters.forEach((name, value) -> put(flat, name, value));
        return flat;
    }

    /** OLCUT's JSON. */
    static JsonNode json(ObjectProvenance provenance) {
        String text =
                new JsonProvenanceSerialization(false)
                        .serializeToString(ProvenanceUtil.marshalProvenance(provenance));
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected JSON from OLCUT, found something else", e);
        }
    }

    private static void put(Map<String, String> flat, String name, Provenance value) {
        if (value instanceof PrimitiveProvenance<?> primitive) {
            flat.put(name, String.valueOf(primitive.getValue()));
        } else if (value instanceof ListProvenance<?> list) {
            putList(flat, name, list.getList());
        } else if (value instanceof MapProvenance<?> map) {
            map.getMap().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .limit(MOST)
                    .forEach(entry -> put(flat, name + "." + entry.getKey(), entry.getValue()));
            countOthers(flat, name, map.getMap().size());
        } else if (value instanceof ObjectProvenance object) {
            flat.put(name, object.getClassName());
            putMembers(flat, name + ".", object);
        } else {
            flat.put(name, String.valueOf(value));
        }
    }

    private static void putMembers(
            Map<String, String> flat, String prefix, ObjectProvenance object) {
        object.forEach(
                member -> {
                    if (!member.getA().equals(ObjectProvenance.CLASS_NAME)) {
                        put(flat, prefix + member.getA(), member.getB());
                    }
                });
    }

    private static void putList(
            Map<String, String> flat, String name, List<? extends Provenance> values) {
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof PrimitiveProvenance<?> primitive) {
                plain.add(String.valueOf(primitive.getValue()));
            } else if (i < MOST) {
                put(flat, name + "." + i, values.get(i));
            }
        }
        if (plain.isEmpty()) {
            countOthers(flat, name, values.size());
        }
        if (plain.size() == values.size()) {
            flat.put(name, plain.toString());
        }
    }

    private static void countOthers(Map<String, String> flat, String name, int members) {
        if (members > MOST) {
            flat.put(name, members + " members, the first " + MOST + " of which are listed");
        }
    }
}
