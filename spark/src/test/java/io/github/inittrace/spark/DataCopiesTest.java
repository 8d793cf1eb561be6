// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataCopiesTest {
    private static final Path COPY = Path.of("/disk/data");

    private final List<SharedData> fetched = new ArrayList<>();
    private final DataCopies copies =
            new DataCopies(
                    data -> {
                        fetched.add(data);
                        return COPY;
                    });

    private static SharedData shared(String original) {
        return new SharedData(original, "file:/shared/data", "hash");
    }

    @Test
    void of_whatATaskBrought_isTheCopyThatWasFetchedOnce() throws IOException {
        copies.fetch(Map.of("table.csv", shared("/home/me/table.csv")));
        copies.fetch(Map.of("table.csv", shared("/home/me/table.csv")));

        assertThat(copies.of(Path.of("table.csv"))).isEqualTo(COPY);
        assertThat(copies.nameOf(Path.of("table.csv"))).isEqualTo(Path.of("/home/me/table.csv"));
        assertThat(copies.of(Path.of("/other"))).isEqualTo(Path.of("/other"));
        assertThat(fetched).hasSize(1);
    }

    /** As one with letters that the locale of an executor has not. */
    @Test
    void fetch_aPathThatIsNoneHere_leavesItToTheJobToSaySo() throws IOException {
        copies.fetch(Map.of("no\0path", shared("/no\0path")));

        assertThat(fetched).hasSize(1);
    }

    @Test
    void nameOf_anOriginalWhoseNameIsNoneHere_saysSo() throws IOException {
        copies.fetch(Map.of("table.csv", shared("/no\0path/table.csv")));

        assertThatThrownBy(() -> copies.nameOf(Path.of("table.csv")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("expected a path, found '/no?path/table.csv'");
    }
}
