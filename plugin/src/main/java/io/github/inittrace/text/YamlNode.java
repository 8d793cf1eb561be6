// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a YAML document that knows its line. */
public sealed interface YamlNode {
    /** The line where it begins, counted from 1. */
    int line();

    /** What it is, for messages: {@code 'text'}, {@code nothing}, {@code a list}. */
    String words();

    /**
     * One value.
     *
     * @param line the line where it begins
     * @param text text, a number or a truth value, as written; null for nothing
     */
    record Scalar(int line, @Nullable String text) implements YamlNode {
        @Override
        public String words() {
            return text == null ? "nothing" : "'" + YamlReader.shortened(text) + "'";
        }
    }

    /**
     * A list.
     *
     * @param line the line where it begins
     * @param items its nodes in order
     */
    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String words() {
            return "a list";
        }
    }

    /**
     * Values by key.
     *
     * @param line the line where it begins
     * @param fields what stands behind each key, in the document's order
     */
    record Mapping(int line, Map<String, Field> fields) implements YamlNode {
        /** Copies the map. */
        public Mapping {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String words() {
            return "a mapping";
        }
    }

    /**
     * What stands behind a key.
     *
     * @param line the key's line
     * @param value its value
     */
    record Field(int line, YamlNode value) {}
}
