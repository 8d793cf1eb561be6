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
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.FileProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.URLProvenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Tribuo's provenance as text that people and scripts can read, and as OLCUT's JSON, from which
 * {@link Replay} rebuilds the objects.
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
        Flat flat = new Flat(value -> true, MOST);
        flat.text.put(ObjectProvenance.CLASS_NAME, provenance.getClassName());
        flat.putMembers("", provenance);
        return flat.text;
    }

    /**
     * What is said of the content of a data set, flattened: neither where its files lay, nor how
     * old they were, nor which release of Tribuo read them.
     */
    static Map<String, String> content(ObjectProvenance provenance) {
        Flat flat =
                new Flat(
                        value ->
                                !(value instanceof FileProvenance
                                        || value instanceof URLProvenance
                                        || value instanceof DateTimeProvenance),
                        Integer.MAX_VALUE);
        flat.putMembers("", provenance);
        flat.text.remove(TrainerProvenance.TRIBUO_VERSION_STRING);
        return flat.text;
    }

    /** The same for parameters. */
    static Map<String, String> flatten(Map<String, Provenance> parameters) {
        Flat flat = new Flat(value -> true, MOST);
        parameters.forEach(flat::put);
        return flat.text;
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

    /** A provenance on its way to text. */
    private static final class Flat {
        final Map<String, String> text = new TreeMap<>();
        private final Predicate<Provenance> kept;
        private final int most;

        Flat(Predicate<Provenance> kept, int most) {
            this.kept = kept;
            this.most = most;
        }

        private void put(String name, Provenance value) {
            if (!kept.test(value)) {
                return;
            }
            if (value instanceof PrimitiveProvenance<?> primitive) {
                text.put(name, String.valueOf(primitive.getValue()));
            } else if (value instanceof ListProvenance<?> list) {
                putList(name, list.getList());
            } else if (value instanceof MapProvenance<?> map) {
                map.getMap().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .limit(most)
                        .forEach(entry -> put(name + "." + entry.getKey(), entry.getValue()));
                countOthers(name, map.getMap().size());
            } else if (value instanceof ObjectProvenance object) {
                text.put(name, object.getClassName());
                putMembers(name + ".", object);
            } else {
                text.put(name, String.valueOf(value));
            }
        }

        private void putMembers(String prefix, ObjectProvenance object) {
            object.forEach(
                    member -> {
                        if (!member.getA().equals(ObjectProvenance.CLASS_NAME)) {
                            put(prefix + member.getA(), member.getB());
                        }
                    });
        }

        private void putList(String name, List<? extends Provenance> values) {
            List<String> plain = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) instanceof PrimitiveProvenance<?> primitive) {
                    plain.add(String.valueOf(primitive.getValue()));
                } else if (i < most) {
                    put(name + "." + i, values.get(i));
                }
            }
            if (plain.isEmpty()) {
                countOthers(name, values.size());
            }
            if (plain.size() == values.size()) {
                text.put(name, listed(plain));
            }
        }

        private String listed(List<String> plain) {
            if (plain.size() <= most) {
                return plain.toString();
            }
            String first = String.join(", ", plain.subList(0, most));
            return "[" + first + ", and " + (plain.size() - most) + " more]";
        }

        private void countOthers(String name, int members) {
            if (members > most) {
                text.put(name, members + " members, the first " + most + " of which are listed");
            }
        }
    }
}
