// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OverSeedsTest {

    private static Finding run(String what, String here, Verdict verdict) {
        return new Finding("C1", what, "grows", here, verdict, "more than 0", "because " + here);
    }

    @Test
    void join_mostAgree_saysHowManyAndShowsOneOfEither() {
        List<Finding> joined =
                OverSeeds.join(
                        List.of(
                                run("distance", "by -1", Verdict.DIFFERS),
                                run("norm", "by 7", Verdict.AGREES),
                                run("distance", "by 2", Verdict.AGREES),
                                run("distance", "by 3", Verdict.AGREES)));
        assertThat(joined).hasSize(2);
        Finding distance = joined.get(0);
        assertThat(distance.here())
                .isEqualTo("in 2 of 3 runs, one of them by 2; one of the others by -1");
        assertThat(distance.verdict()).isEqualTo(Verdict.AGREES);
        assertThat(distance.tolerance()).isEqualTo("more than 0; in most runs");
        assertThat(distance.reason()).isEqualTo("because by 2");
        assertThat(joined.get(1)).isEqualTo(run("norm", "by 7", Verdict.AGREES));
    }

    @Test
    void join_halfOrFewerAgree_differs() {
        List<Finding> half =
                List.of(run("x", "by 2", Verdict.AGREES), run("x", "by -1", Verdict.DIFFERS));
        assertThat(OverSeeds.join(half).get(0).verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(OverSeeds.join(half).get(0).here())
                .isEqualTo("in 1 of 2 runs, one of them by 2; one of the others by -1");
        List<Finding> none =
                List.of(run("x", "by -2", Verdict.DIFFERS), run("x", "by -1", Verdict.DIFFERS));
        assertThat(OverSeeds.join(none).get(0).here())
                .isEqualTo("in none of 2 runs, one of them by -2");
    }

    @Test
    void join_whatWasNotTested_countsForNeither() {
        List<Finding> some =
                List.of(
                        run("x", "by 1", Verdict.AGREES),
                        run("x", "none", Verdict.NOT_TESTED),
                        run("x", "by 2", Verdict.AGREES));
        assertThat(OverSeeds.join(some).get(0).here())
                .isEqualTo("in all 2 runs, one of them by 1; another run tells nothing");
        List<Finding> one =
                List.of(
                        run("x", "none", Verdict.NOT_TESTED),
                        run("x", "by -1", Verdict.DIFFERS),
                        run("x", "none", Verdict.NOT_TESTED));
        assertThat(OverSeeds.join(one).get(0).here()).isEqualTo("by -1; 2 others tell nothing");
        List<Finding> none =
                List.of(run("x", "none", Verdict.NOT_TESTED), run("x", "none", Verdict.NOT_TESTED));
        assertThat(OverSeeds.join(none).get(0).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(OverSeeds.join(none).get(0).here()).isEqualTo("2 runs, one of them none");
    }

    @Test
    void join_whatDoesNotCompare_isShownWhicheverRunHasIt() {
        Finding none = run("x", "no value", Verdict.NOT_TESTED);
        Finding some = run("x", "15.18", Verdict.NOT_COMPARABLE);
        for (List<Finding> runs : List.of(List.of(none, some), List.of(some, none))) {
            Finding joined = OverSeeds.join(runs).get(0);
            assertThat(joined.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
            assertThat(joined.here()).isEqualTo("2 runs, one of them 15.18");
        }
    }
}
