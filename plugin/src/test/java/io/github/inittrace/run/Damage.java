// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What may have happened to a file of JSON, by chance. */
public final class Damage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> VALUES =
            List.of("null", "-1", "0", "1e308", "2147483648", "[]", "{}", "\"\"", "true", "[null]");
    private static final List<String> WORDS =
            List.of(
                    "null",
                    "NaN",
                    "-1",
                    "0",
                    "1e999",
                    "-1e308",
                    "2147483648",
                    "[]",
                    "{}",
                    "\"\"",
                    "true",
                    "[[",
                    "}}",
                    ",",
                    ":",
                    "\n",
                    "\"",
                    "99999999999999999999999");

    private Damage() {}

    /** A word or a byte put somewhere, a piece lost, doubled or the end cut off. */
    static byte[] ofBytes(byte[] good, Random random) {
        int at = random.nextInt(good.length);
        int to = Math.min(good.length, at + random.nextInt(60));
        String before = new String(good, 0, at, StandardCharsets.ISO_8859_1);
        String piece = new String(good, at, to - at, StandardCharsets.ISO_8859_1);
        String after = new String(good, to, good.length - to, StandardCharsets.ISO_8859_1);
        String middle =
                switch (random.nextInt(5)) {
                    case 0 -> WORDS.get(random.nextInt(WORDS.size()));
                    case 1 -> "" + (char) random.nextInt(256) + piece;
                    case 2 -> "";
                    case 3 -> piece.repeat(2 + random.nextInt(50));
                    default -> number(piece, random);
                };
        boolean cut = random.nextInt(10) == 0;
        return (before + middle + (cut ? "" : after)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same piece with other values, which leaves the document whole. */
    private static String number(String piece, Random random) {
        String other = List.of("null", "-7", "0", "1e308", "4e-324").get(random.nextInt(5));
        return piece.replaceFirst("(?<=[:\\[, ])-?[0-9][0-9.eE+-]*(?=[,\\]} ])", other);
    }

    /**
     * Whole JSON, one document or one a line, in which a value is another, is missing, or is there
     * once more.
     *
     * @param lines whether there is a document on each line
     */
    public static byte[] ofValues(byte[] good, boolean lines, Random random) {
        String text = new String(good, StandardCharsets.UTF_8);
        List<String> documents = new ArrayList<>(lines ? text.lines().toList() : List.of(text));
        int one = random.nextInt(documents.size());
        try {
            JsonNode document = JSON.readTree(documents.get(one));
            change(parent(document, random), random);
            documents.set(one, document.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (String.join("\n", documents) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What holds the value to be damaged, by a walk down, so that many numbers count as one. */
    private static JsonNode parent(JsonNode document, Random random) {
        JsonNode parent = document;
        while (true) {
            List<JsonNode> inner = new ArrayList<>();
            parent.forEach(
                    child -> {
                        if (child.size() > 0) {
                            inner.add(child);
                        }
                    });
            if (inner.isEmpty() || random.nextInt(4) == 0) {
                return parent;
            }
            parent = inner.get(random.nextInt(inner.size()));
        }
    }

    private static void change(JsonNode parent, Random random) throws IOException {
        int at = random.nextInt(parent.size());
        JsonNode other = JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
        int kind = random.nextInt(4);
        if (parent instanceof ArrayNode list) {
            switch (kind) {
                case 0 -> list.remove(at);
                case 1 -> list.insert(at, list.get(at).deepCopy());
                default -> list.set(at, other);
            }
        } else {
            ObjectNode object = (ObjectNode) parent;
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            if (kind == 0) {
                object.remove(names.get(at));
            } else {
                object.set(names.get(at), other);
            }
        }
    }
}
