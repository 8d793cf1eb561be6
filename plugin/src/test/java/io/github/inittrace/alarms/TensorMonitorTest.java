// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Every alarm of a tensor, at the sample where its condition says. */
class TensorMonitorTest {
    private static final AlarmSettings ALL = AlarmSettings.defaults().enable(AlarmKind.values());

    private static List<String> kindsAndEpochs(List<Alarm> alarms) {
        return alarms.stream().map(alarm -> alarm.kind().id() + " " + alarm.epoch()).toList();
    }

    @Test
    void distance_growingLikeARoot_raisesNothing() {
        assertThat(Synthetic.distance(1000, Math::sqrt)).isEmpty();
    }

    @Test
    void distance_oneLargeStep_jumpsThereAndOnlyOnce() {
        List<Alarm> alarms = Synthetic.distance(60, t -> t < 13 ? 1 + 0.1 * t : 10 + 0.1 * t);
        assertThat(kindsAndEpochs(alarms)).containsExactly("distance_jump 13");
        Alarm alarm = alarms.get(0);
        assertThat(alarm.tensor()).isEqualTo("w");
        assertThat(alarm.severity()).isEqualTo(Severity.WARNING);
        assertThat(alarm.figures().keySet()).containsExactly("distance", "step", "usual step");
        assertThat(alarm.figures().get("step")).isCloseTo(9.1, within(1e-9));
        assertThat(alarm.figures().get("usual step")).isCloseTo(0.1, within(1e-9));
        assertThat(alarm.summary())
                .isEqualTo(
                        "distance_jump in w at epoch 13"
                                + " (distance 11.30, step 9.100, usual step 0.1000)");
    }

    @Test
    void distance_secondLargeStepAfterTheEpisode_jumpsAgain() {
        List<Alarm> alarms =
                Synthetic.distance(
                        80,
                        t ->
                                1
                                        + 0.1 * t
                                        + (t >= 13 ? 10 : 0)
                                        + (t >= 20 ? 20 : 0)
                                        + (t >= 50 ? 40 : 0));
        assertThat(kindsAndEpochs(alarms)).containsExactly("distance_jump 13", "distance_jump 50");
    }

    @Test
    void distance_largeStepInTheFirstFiveSamples_isNotSeen() {
        assertThat(Synthetic.distance(40, t -> (t < 5 ? 1 : 100) + 0.1 * t)).isEmpty();
        assertThat(kindsAndEpochs(Synthetic.distance(40, t -> (t < 6 ? 1 : 100) + 0.1 * t)))
                .containsExactly("distance_jump 6");
    }

    @Test
    void distance_stepBelowFivePercent_isNotSharp() {
        assertThat(Synthetic.distance(60, t -> 100 + 0.1 * t + (t >= 30 ? 4.9 : 0))).isEmpty();
    }

    @Test
    void distance_fallingAndRisingAgain_isOneEpisode() {
        List<Alarm> alarms =
                Synthetic.distance(100, t -> t < 40 ? t : t < 70 ? 40 - (t - 40) : 10 + (t - 70));
        assertThat(kindsAndEpochs(alarms)).containsExactly("distance_decrease 48");
    }

    @Test
    void distance_hardlyMoving_isAPlateauAfterTwentyOneSamples() {
        List<Alarm> alarms = Synthetic.distance(60, t -> 10 + 1e-5 * t);
        assertThat(kindsAndEpochs(alarms)).containsExactly("distance_plateau 21");
    }

    @Test
    void distance_notMovingAtAll_isFrozenAfterElevenSamples() {
        List<Alarm> alarms = Synthetic.distance(60, t -> Math.min(t, 7));
        assertThat(kindsAndEpochs(alarms)).containsExactly("distance_frozen 17");
        assertThat(alarms.get(0).severity()).isEqualTo(Severity.FAILURE);
    }

    @Test
    void distance_neverMoved_isNoAlarm() {
        assertThat(Synthetic.distance(60, t -> 0)).isEmpty();
    }

    @Test
    void distance_ofRoundingAlone_raisesNothing() {
        // Gradients that cancel, as those of biases that all move together; the norm is 10.
        assertThat(Synthetic.distance(100, t -> 1e-4 * Math.sqrt(Math.min(t, 20))))
                .as("frozen")
                .isEmpty();
        assertThat(Synthetic.distance(100, t -> 1e-5 * Math.sqrt(t) * (t < 13 ? 1 : 9)))
                .as("jumping")
                .isEmpty();
        assertThat(Synthetic.distance(100, t -> 1e-5 * Math.max(1, 100 - t))).as("back").isEmpty();
    }

    @Test
    void distance_ofRoundingAtFirst_isWatchedFromItsFirstMoveOn() {
        List<Alarm> alarms = Synthetic.distance(60, t -> t < 30 ? 1e-6 : Math.min(t - 29, 5) * 0.1);
        assertThat(kindsAndEpochs(alarms))
                .containsExactly("distance_jump 30", "distance_frozen 44");
    }

    @Test
    void distance_tinyFromAStartAtZero_isNotTakenForRounding() {
        IntToDoubleFunction tiny = t -> 1e-6 * Math.min(t, 7);
        assertThat(kindsAndEpochs(Synthetic.watch(ALL, 60, tiny, tiny)))
                .containsExactly("distance_frozen 17");
    }

    @Test
    void norm_jumpingOutOfRange_saysSoWithTheDistanceBeside() {
        List<Alarm> alarms =
                Synthetic.watch(
                        ALL,
                        40,
                        t -> t + (t < 13 ? 0 : 100),
                        t -> 10 + 0.01 * (t % 3) + (t < 13 ? 0 : 9));
        assertThat(kindsAndEpochs(alarms))
                .containsExactly("distance_jump 13", "norm_jump_out_of_range 13");
        assertThat(alarms.get(1).figures())
                .contains(entry("initial norm", 10.0), entry("sharp steps of the distance", 1.0));
    }

    @Test
    void norm_growingSteadily_leavesItsRangeOnce() {
        assertThat(kindsAndEpochs(Synthetic.norm(100, t -> 10 + 0.1 * t)))
                .containsExactly("norm_growth_out_of_range 51");
        assertThat(kindsAndEpochs(Synthetic.norm(100, t -> 10 + Math.min(t, 7))))
                .as("before 20 samples")
                .isEmpty();
    }

    @Test
    void norm_ofATensorThatStartsAtZero_hasNoRange() {
        assertThat(Synthetic.norm(100, t -> t)).isEmpty();
    }

    @Test
    void sample_notFinite_isAnAlarmPerEpisodeAndNotCounted() {
        TensorMonitor monitor = new TensorMonitor("w", ALL);
        assertThat(monitor.next(0, 0.0, 1.0)).isEmpty();
        assertThat(kindsAndEpochs(monitor.next(1, null, 1.0))).containsExactly("non_finite 1");
        assertThat(monitor.next(2, 1.0, Double.POSITIVE_INFINITY)).isEmpty();
        assertThat(monitor.next(3, 1.0, 1.0)).isEmpty();
        assertThat(kindsAndEpochs(monitor.next(4, 1.0, null))).containsExactly("non_finite 4");
    }

    @Test
    void settings_chooseKindsAndThresholds() {
        AlarmSettings lax = AlarmSettings.defaults().threshold(AlarmThreshold.SHARP_FACTOR, 200);
        assertThat(Synthetic.watch(lax, 60, t -> t < 13 ? t : 100 + t, t -> 10)).isEmpty();
        assertThat(Synthetic.watch(AlarmSettings.none(), 60, t -> t < 13 ? t : 100 + t, t -> 10))
                .isEmpty();
        assertThat(Synthetic.watch(AlarmSettings.defaults(), 100, Math::sqrt, t -> 10 + 0.1 * t))
                .as("norm_growth_out_of_range is off by default")
                .isEmpty();
        assertThat(AlarmSettings.defaults().disable(AlarmKind.NON_FINITE).kinds())
                .doesNotContain(
                        AlarmKind.NON_FINITE,
                        AlarmKind.DISTRIBUTION_DRIFT,
                        AlarmKind.NORM_GROWTH_OUT_OF_RANGE,
                        AlarmKind.HEAVIER_THAN_NORMAL)
                .hasSize(7);
    }

    @Test
    void threshold_thatCannotBeMeant_isRefused() {
        assertThatThrownBy(() -> AlarmSettings.defaults().threshold(AlarmThreshold.NORM_RANGE, 0))
                .hasMessage("the threshold NORM_RANGE must be a positive number, found 0.0");
        assertThatThrownBy(() -> AlarmSettings.defaults().threshold(AlarmThreshold.RECENT, 2.5))
                .hasMessage(
                        "the threshold RECENT counts samples and must be a whole number up to"
                                + " 1000000, found 2.5");
    }
}
