// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A CSV file (RFC 4180) of two columns, {@code id} and {@code name}: which row or column of a
 * network's tensors stands for what.
 */
final class NameTable {
    private NameTable() {}

    /** The file's content; a name's place in the list is its id. */
    static byte[] bytes(List<String> names) {
        StringBuilder text = new StringBuilder("id,name\n");
        for (int id = 0; id < names.size(); id++) {
            text.append(id).append(',').append(cell(names.get(id))).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(String name) {
        boolean plain =
                name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                        && name.strip().equals(name);
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
