// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.run.EpochRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FigurePathTest {
    @Test
    void all_namesEveryFigure_suchThatItsPathFindsIt() throws Exception {
        NamedRun run =
                Runs.of(2, 1, 0.5)
                        .alarm(AlarmKind.DISTANCE_PLATEAU, "hidden1.weight")
                        .stoppedByItsAlarm()
                        .run();
        for (EpochRecord epoch : run.history()) {
            Map<String, @Nullable Double> all = FigurePath.all(run, epoch);
            assertThat(all)
                    .containsEntry("epochEndLoss", epoch.epochEndLoss())
                    .containsEntry("validation.test.loss", epoch.validation().get(0).loss())
                    .containsEntry("total.relativeDistance", epoch.total().relativeDistance())
                    .containsEntry("deadUnits.hidden1.dead", (double) epoch.index())
                    .containsEntry("run.ending.wallSeconds", 12.5)
                    .containsKeys("tensors.hidden1.weight.movement.slope")
                    .hasSizeGreaterThan(100);
            assertThat(all.keySet()).noneMatch(path -> path.contains("alarm"));
            for (Map.Entry<String, @Nullable Double> figure : all.entrySet()) {
                assertThat(new FigurePath(figure.getKey()).at(run, epoch))
                        .as(figure.getKey())
                        .isEqualTo(figure.getValue());
            }
        }
    }

    @Test
    void at_setWhoseNameLooksLikeAnothersFigure_findsBoth() throws Exception {
        Runs runs = Runs.of(2, 1).tensor("hidden1.weight.movement");
        NamedRun run = runs.run();
        EpochRecord last = run.history().last();
        assertThat(new FigurePath("tensors.hidden1.weight.movement.slope").at(run, last))
                .isEqualTo(last.tensors().get(0).movement().slope())
                .isNotNull();
        assertThat(new FigurePath("tensors.hidden1.weight.movement.norm").at(run, last))
                .isEqualTo(last.tensors().get(1).norm());
    }

    @Test
    void at_theAlarmThatStoppedTraining_isNoFigure() {
        NamedRun run =
                Runs.of(2, 1)
                        .alarm(AlarmKind.DISTANCE_PLATEAU, "hidden1.weight")
                        .stoppedByItsAlarm()
                        .run();
        assertThatThrownBy(
                        () ->
                                new FigurePath("run.ending.alarm.epoch")
                                        .at(run, run.history().last()))
                .isInstanceOf(FigurePath.UnknownFigureException.class)
                .hasMessage(
                        "there is no figure 'run.ending.alarm.epoch' in 'mine': alarms are no"
                                + " figures; write a rule 'alarms: none', or with the worst severity"
                                + " to allow");
    }
}
