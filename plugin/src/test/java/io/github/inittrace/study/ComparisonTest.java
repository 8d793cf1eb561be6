// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.run.CurveId;
import io.github.inittrace.run.CurveId.Kind;
import io.github.inittrace.run.RunCurves;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final CurveId LOSS = new CurveId(Kind.TRAINING_LOSS, "");

    private static Comparison compare(FakeCurves... runs) {
        return Comparison.of(Stream.of(runs).map(FakeCurves::run).toList(), List.of());
    }

    private static List<String> labels(Comparison comparison) {
        return comparison.runs().stream().map(ComparedRun::label).toList();
    }

    private static List<String> lines(Comparison comparison) {
        return comparison.lines().stream().map(RunGroup::label).toList();
    }

    @Test
    void labels_areWhatDiffers_seedsLast() {
        Comparison comparison =
                compare(
                        new FakeCurves("a", "seed", "1", "hiddenLayers", "[64, 64]", "rate", "1"),
                        new FakeCurves("b", "seed", "2", "hiddenLayers", "[64, 64]", "rate", "1"),
                        new FakeCurves("c", "seed", "1", "hiddenLayers", "[512]", "rate", "1"));
        assertThat(labels(comparison))
                .containsExactly("64,64 · seed 1", "64,64 · seed 2", "512 · seed 1");
        assertThat(comparison.common()).containsEntry("rate", "1").doesNotContainKey("seed");
    }

    @Test
    void runsThatDifferInTheSeedOnly_areOneLine_whereItsFirstRunStands() {
        Comparison comparison =
                compare(
                        new FakeCurves("a", "seed", "1", "rate", "0.1"),
                        new FakeCurves("b", "seed", "1", "rate", "0.2"),
                        new FakeCurves("c", "seed", "2", "rate", "0.1"),
                        new FakeCurves("d", "seed", "3", "rate", "0.1"));
        assertThat(lines(comparison)).containsExactly("rate 0.1 (3 seeds)", "rate 0.2 · seed 1");
        assertThat(comparison.lines().get(0).runs().stream().map(ComparedRun::name))
                .containsExactly("a", "c", "d");
    }

    @Test
    void onlySeedsDiffer_isOneLineOfSeeds() {
        Comparison comparison =
                compare(new FakeCurves("a", "seed", "1"), new FakeCurves("b", "seed", "2"));
        assertThat(lines(comparison)).containsExactly("2 seeds");
        assertThat(labels(comparison)).containsExactly("seed 1", "seed 2");
    }

    @Test
    void sameRunTwice_isTwoRunsWithTheirNames() {
        Comparison comparison =
                compare(new FakeCurves("x/a", "seed", "1"), new FakeCurves("y/a", "seed", "1"));
        assertThat(labels(comparison)).containsExactly("x/a", "y/a");
        assertThat(lines(comparison)).containsExactly("2 runs");
        assertThat(
                        compare(new FakeCurves("a"), new FakeCurves("a")).runs().stream()
                                .map(ComparedRun::name)
                                .distinct())
                .hasSize(2);
    }

    @Test
    void classNames_loseTheirPackages_andLongValuesTheirStart() {
        Comparison comparison =
                compare(
                        new FakeCurves("a", "optimiser", "io.github.inittrace.mlp.SGD"),
                        new FakeCurves("b", "optimiser", "io.github.inittrace.mlp.Adam"),
                        new FakeCurves("c", "optimiser", "x".repeat(100) + "/end"));
        assertThat(labels(comparison).subList(0, 2)).containsExactly("SGD", "Adam");
        assertThat(labels(comparison).get(2)).startsWith("…xx").endsWith("/end").hasSize(48);
    }

    @Test
    void otherTrainingData_isRemarkedOn_andNoGroup() {
        Comparison comparison =
                compare(
                        new FakeCurves("a", "seed", "1"),
                        new FakeCurves("b", "seed", "2").data("1234"));
        assertThat(comparison.hasGroups()).isFalse();
        assertThat(labels(comparison)).containsExactly("data A · seed 1", "data B · seed 2");
        assertThat(comparison.remarks())
                .containsExactly(
                        "the runs do not share their training data, so their figures on it cannot"
                                + " be compared: a; others in b");
    }

    @Test
    void killedRun_isRemarkedOn_andStillThere() {
        Comparison comparison =
                compare(new FakeCurves("a", "n", "1"), new FakeCurves("b", "n", "2").killed());
        assertThat(comparison.runs()).hasSize(2);
        assertThat(comparison.remarks())
                .containsExactly(
                        "'b' has no ending: it was killed, or is still in training; shown is what"
                                + " it recorded up to epoch 5");
    }

    @Test
    void courseOfAGroup_isMeanAndSpread_ofThoseThatAreFinite() {
        RunCurves a = new FakeCurves("a", "seed", "1").run();
        RunCurves b = new FakeCurves("b", "seed", "2").epochs(3).run();
        RunCurves c = new FakeCurves("c", "seed", "3").epochs(5).brokenFrom(2).run();
        Comparison comparison = Comparison.of(List.of(a, b, c), List.of());
        RunGroup.GroupCurve course = comparison.lines().get(0).course(LOSS);
        double[] x = a.values().get(LOSS);
        double[] y = b.values().get(LOSS);
        double[] z = c.values().get(LOSS);
        assertThat(course.epochs()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(course.counts()).containsExactly(3, 3, 2, 2, 1, 1);
        assertThat(course.mean()[1]).isCloseTo((x[1] + y[1] + z[1]) / 3, within(1e-15));
        assertThat(course.min()[1]).isEqualTo(Math.min(x[1], Math.min(y[1], z[1])));
        assertThat(course.max()[2]).isEqualTo(Math.max(x[2], y[2]));
        assertThat(course.mean()[5]).isEqualTo(x[5]);
    }

    @Test
    void measures_areLastBestAndWhere() {
        RunCurves run = new FakeCurves("a").epochs(9).brokenFrom(7).run();
        double[] loss = run.values().get(LOSS);
        assertThat(new CurveStatistic(LOSS, CurveStatistic.Kind.LAST).of(run)).isNaN();
        double best = new CurveStatistic(LOSS, CurveStatistic.Kind.BEST).of(run);
        int at = (int) new CurveStatistic(LOSS, CurveStatistic.Kind.BEST_EPOCH).of(run);
        assertThat(loss[at]).isEqualTo(best);
        assertThat(Arrays.stream(loss).filter(Double::isFinite)).allMatch(v -> v >= best);
    }

    @Test
    void titles_tellRelativeDistancesFromDistances() {
        CurveId relative = new CurveId(CurveId.Kind.RELATIVE_DISTANCE, "total");
        assertThat(new CurveStatistic(relative, CurveStatistic.Kind.LAST).title())
                .isEqualTo("relative distance of total, last");
        assertThat(CurveStatistic.title(new CurveId(CurveId.Kind.DISTANCE, "total")))
                .isEqualTo("|W − W₀| of total");
    }

    @Test
    void statistics_leaveOutWhatIsNotFinite() {
        Statistics of = Statistics.of(1, 2, Double.NaN, 4, Double.POSITIVE_INFINITY);
        assertThat(of.count()).isEqualTo(3);
        assertThat(of.mean()).isCloseTo(7.0 / 3, within(1e-15));
        assertThat(of.deviation()).isCloseTo(Math.sqrt(7.0 / 3), within(1e-15));
        assertThat(Statistics.of(5).deviation()).isNaN();
        assertThat(Statistics.of().mean()).isNaN();
    }

    @Test
    void noRun_isRefused() {
        assertThatThrownBy(() -> Comparison.of(List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a comparison needs runs, found none");
    }
}
