// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a YAML document that knows its line. */
sealed interface YamlNode {
    /** Counted from 1. */
    int line();

    /** What it is, for messages. */
    String words();

    /** Text, a number or a truth value, as written; null for nothing. */
    record Scalar(int line, @Nullable String text) implements YamlNode {
        @Override
        public String words() {
            return text == null ? "nothing" : "'" + YamlReader.shortened(text) + "'";
        }
    }

    /** Nodes in order. */
    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String words() {
            return "a list";
        }
    }

    /** Nodes by key, in order. */
    record Mapping(int line, Map<String, Field> fields) implements YamlNode {
        @Override
        public String words() {
            return "a mapping";
        }
    }

    /** What stands behind a key; the line is the key's. */
    record Field(int line, YamlNode value) {}
}
