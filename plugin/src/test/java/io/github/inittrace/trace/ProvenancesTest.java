// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenancesTest {
    /** A table of 3000 columns once made a record of 3 MB and a page of 4 MB. */
    @Test
    void flatten_manyMembers_listsTheFirstAndCountsTheRest() {
        Map<String, Provenance> columns = new HashMap<>();
        List<Provenance> maps = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            columns.put(
                    String.format(Locale.ROOT, "c%04d", i), new StringProvenance("type", "number"));
            maps.add(new MapProvenance<>(Map.of("x", new StringProvenance("x", "1"))));
        }

        Map<String, String> flat =
                Provenances.flatten(
                        Map.of(
                                "columns",
                                new MapProvenance<>(columns),
                                "sources",
                                new ListProvenance<>(maps)));

        assertThat(flat).hasSize(2 * (Provenances.MOST + 1));
        assertThat(flat)
                .containsEntry("columns", "3000 members, the first 100 of which are listed")
                .containsEntry("sources", "3000 members, the first 100 of which are listed")
                .containsEntry("columns.c0099", "number")
                .containsEntry("sources.99.x", "1")
                .doesNotContainKey("columns.c0100");
    }

    @Test
    void flatten_manyPlainValues_listsTheFirstAndCountsTheRest() {
        List<Provenance> names = new ArrayList<>();
        for (int i = 0; i < 784; i++) {
            names.add(new StringProvenance("inputOrder", "pixel" + i));
        }

        Map<String, String> flat =
                Provenances.flatten(Map.of("inputOrder", new ListProvenance<>(names)));

        assertThat(flat.get("inputOrder"))
                .startsWith("[pixel0, pixel1, ")
                .endsWith(", pixel99, and 684 more]");
    }
}
