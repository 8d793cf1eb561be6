// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepPlanTest {
    private static List<String> names(SweepPlan plan) {
        return plan.runs().stream().map(PlannedRun::name).toList();
    }

    @Test
    void runs_ofAxes_areEveryCombinationAndTheLastChangesFastest() {
        SweepPlan plan =
                SweepPlan.of(Map.of("epochs", "2"))
                        .vary("hidden", "10,10", "64")
                        .vary("learning-rate", 0.1, 0.5)
                        .seeds(2);
        assertThat(plan.size()).isEqualTo(8);
        assertThat(names(plan))
                .hasSize(8)
                .startsWith(
                        "hidden=10,10_learning-rate=0.1_seed=1",
                        "hidden=10,10_learning-rate=0.1_seed=2",
                        "hidden=10,10_learning-rate=0.5_seed=1");
        assertThat(plan.runs().get(7).settings())
                .containsExactly(
                        Map.entry("epochs", "2"),
                        Map.entry("hidden", "64"),
                        Map.entry("learning-rate", "0.5"),
                        Map.entry("seed", "2"));
    }

    @Test
    void runs_ofAPlanThatVariesNothing_areOne() {
        assertThat(names(SweepPlan.of(Map.of("epochs", "2")))).containsExactly("run");
    }

    @Test
    void zip_pairsValuesInTheirOrder() {
        SweepPlan plan =
                SweepPlan.of(Map.of())
                        .zip(Map.of("seed", List.of(1, 2), "init", List.of("A", "B")));
        assertThat(plan.runs())
                .extracting(run -> run.settings().get("init") + run.settings().get("seed"))
                .containsExactly("A1", "B2");
    }

    /** The order of other maps may be another one in the next process. */
    @Test
    void zip_ofAMapInAnyOrder_givesRunsTheSameNames() {
        Map<String, List<?>> together = new LinkedHashMap<>();
        together.put("seed", List.of(1, 2));
        together.put("init", List.of("A", "B"));
        assertThat(names(SweepPlan.of(Map.of()).zip(together)))
                .containsExactly("seed=1_init=A", "seed=2_init=B");
        assertThat(names(SweepPlan.of(Map.of()).zip(Map.copyOf(together))))
                .containsExactly("init=A_seed=1", "init=B_seed=2");
    }

    /** Also on a file system for which case makes no difference. */
    @Test
    void names_ofHostileValues_areSafeShortAndDifferent() {
        List<String> names =
                names(
                        SweepPlan.of(Map.of())
                                .vary(
                                        "start-from",
                                        "../../etc/passwd",
                                        ".._.._etc_passwd",
                                        "a",
                                        "A",
                                        "x".repeat(500),
                                        "x".repeat(501),
                                        "\u202e\n\0"));
        assertThat(names).allMatch(name -> name.matches("start-from=[A-Za-z0-9.,+=-]{1,115}"));
        assertThat(names.stream().map(String::toLowerCase).distinct()).hasSize(7);
    }

    @Test
    void vary_whatCannotBe_isRefusedWithASentence() {
        SweepPlan plan = SweepPlan.of(Map.of("epochs", "2"));
        assertThatThrownBy(() -> plan.vary("hidden"))
                .hasMessage(
                        "expected at least one value of hidden, found none: there would be no run");
        assertThatThrownBy(() -> plan.vary("epochs", 3))
                .hasMessage("the setting epochs has a value already; give it in one place");
        assertThatThrownBy(() -> plan.vary("seed", 3, 4, 3))
                .hasMessage("the value 3 of seed is there twice; keep one");
        assertThatThrownBy(
                        () ->
                                plan.seeds(1000)
                                        .vary("hidden", IntStream.range(0, 1001).boxed().toArray()))
                .hasMessage("a plan has at most 1,000,000 runs, found 1,001,000; vary less");
        assertThat(
                        plan.seeds(1000)
                                .vary("hidden", IntStream.range(0, 1000).boxed().toArray())
                                .size())
                .isEqualTo(SweepPlan.MOST_RUNS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20})
    void shards_areAllRunsEachOnce(int count) {
        List<PlannedRun> runs = SweepPlan.of(Map.of()).seeds(10).runs();
        List<PlannedRun> together = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            together.addAll(Shard.parse(i + "/" + count).of(runs));
        }
        assertThat(together).hasSize(10);
        assertThat(new HashSet<>(together)).isEqualTo(new HashSet<>(runs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/2", "3/2", "1", "1/0", "-1/2", "1/99999999999", "a/b"})
    void parse_whatIsNoShard_isRefused(String text) {
        assertThatThrownBy(() -> Shard.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a shard is ");
    }
}
