// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.Runs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunEventsTest {
    private static byte[] events(NamedRun run, Map<String, String> settings) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunEvents events = new RunEvents(bytes, run.run(), run.name(), settings);
        for (EpochRecord epoch : run.history()) {
            events.epoch(epoch);
        }
        events.weights(Map.of("hidden1.weight", new double[] {1, 2}));
        if (run.run().ending() != null) {
            events.end(run.run().ending());
        }
        return bytes.toByteArray();
    }

    @Test
    void scalars_areTheFiguresThatAreDefined() throws IOException {
        NamedRun run = Runs.of(2, Double.NaN, 0.5).run();
        Map<String, Map<Long, Float>> scalars = EventFrames.scalars(events(run, Map.of()));

        assertThat(scalars.get("loss/epochEnd")).isEqualTo(Map.of(0L, 2f, 2L, 0.5f));
        assertThat(scalars.get("loss/running")).isEqualTo(Map.of(2L, 0.5f));
        assertThat(scalars.get("loss/validation.test")).isEqualTo(Map.of(0L, 4f, 2L, 1f));
        assertThat(scalars.get("accuracy/epochEnd")).containsOnlyKeys(0L, 1L, 2L);
        assertThat(scalars.get("dead/hidden1")).isEqualTo(Map.of(0L, 0f, 1L, 1f, 2L, 2f));
        for (EpochRecord epoch : run.history()) {
            assertThat(scalars.get("distance/hidden1.weight").get((long) epoch.index()))
                    .isEqualTo(epoch.tensors().get(0).distance().floatValue());
            assertThat(scalars.get("slope/total").get((long) epoch.index()))
                    .isEqualTo(epoch.total().movement().slope().floatValue());
        }
        // A bias that starts at 0 has no relative distance.
        assertThat(scalars).doesNotContainKey("relativeDistance/hidden1.bias");
    }

    @Test
    void histograms_areOfWhatMoved_andOfWeightsThatAreGiven() throws IOException {
        byte[] file = events(Runs.of(2, 1).run(), Map.of());
        assertThat(EventFrames.tags(file, 5))
                .containsExactly(
                        "deviations/hidden1.weight 1",
                        "deviations/total 1",
                        "weights/hidden1.weight 1");
    }

    @Test
    void times_areThoseOfTheRecord() throws IOException {
        NamedRun run = Runs.of(2, 1, 0.5).run();
        double start = 1_787_321_007; // 2026-08-21T14:03:27Z
        double last = start;
        for (EpochRecord epoch : run.history()) {
            last +=
                    epoch.seconds()
                            + orZero(epoch.evaluationSeconds())
                            + orZero(epoch.measureSeconds());
        }
        List<UnknownFieldSet> events = EventFrames.events(events(run, Map.of()));
        assertThat(EventFrames.number(events.get(0), 1)).isEqualTo(start);
        assertThat(EventFrames.number(events.get(events.size() - 1), 1)).isEqualTo(last);
        assertThat(RunEvents.fileName(run.run()))
                .isEqualTo("events.out.tfevents.1787321007.inittrace");
        assertThat(events(run, Map.of())).isEqualTo(events(run, Map.of()));
    }

    private static double orZero(@Nullable Double seconds) {
        return seconds == null ? 0 : seconds;
    }

    @Test
    void settings_areValuesOfTheirKind() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("learning-rate", "1.0E-4");
        settings.put("hidden", "10,10");
        settings.put("shuffle", "true");
        UnknownFieldSet start = hyperParameters(events(Runs.of(2, 1).run(), settings), 3);

        Map<String, Value> found = new LinkedHashMap<>();
        for (var entry : start.getField(1).getLengthDelimitedList()) {
            UnknownFieldSet setting = UnknownFieldSet.parseFrom(entry);
            found.put(
                    EventFrames.text(setting, 1),
                    Value.parseFrom(setting.getField(2).getLengthDelimitedList().get(0)));
        }
        assertThat(found)
                .isEqualTo(
                        Struct.newBuilder()
                                .putFields(
                                        "learning-rate",
                                        Value.newBuilder().setNumberValue(1e-4).build())
                                .putFields(
                                        "hidden",
                                        Value.newBuilder().setStringValue("10,10").build())
                                .putFields("shuffle", Value.newBuilder().setBoolValue(true).build())
                                .build()
                                .getFieldsMap());
    }

    @Test
    void end_saysWhetherItFailed() throws IOException {
        NamedRun failed = Runs.of(2, 1).ending(EndReason.FAILED, "no | memory").run();
        byte[] file = events(failed, Map.of());
        assertThat(hyperParameters(file, 4).getField(1).getVarintList()).containsExactly(2L);
        assertThat(texts(file)).last().asString().contains("| message | no \\| memory |");

        byte[] completed = events(Runs.of(2, 1).run(), Map.of());
        assertThat(hyperParameters(completed, 4).getField(1).getVarintList()).containsExactly(1L);
        assertThat(texts(completed)).first().asString().contains("| run | mine |");

        assertThat(texts(events(Runs.of(2, 1).killed().run(), Map.of()))).hasSize(1);
    }

    private static List<String> texts(byte[] file) throws IOException {
        List<String> texts = new ArrayList<>();
        for (UnknownFieldSet value : values(file)) {
            if (value.hasField(8) && EventFrames.message(value, 8).hasField(8)) {
                texts.add(EventFrames.text(EventFrames.message(value, 8), 8));
            }
        }
        return texts;
    }

    /** A message of the plugin hparams. */
    private static UnknownFieldSet hyperParameters(byte[] file, int field) throws IOException {
        for (UnknownFieldSet value : values(file)) {
            if (value.hasField(9)) {
                UnknownFieldSet plugin = EventFrames.message(EventFrames.message(value, 9), 1);
                if (EventFrames.text(plugin, 1).equals("hparams")
                        && EventFrames.message(plugin, 2).hasField(field)) {
                    return EventFrames.message(EventFrames.message(plugin, 2), field);
                }
            }
        }
        throw new AssertionError("there is no such message");
    }

    private static List<UnknownFieldSet> values(byte[] file) throws IOException {
        List<UnknownFieldSet> values = new ArrayList<>();
        for (UnknownFieldSet event : EventFrames.events(file)) {
            values.addAll(EventFrames.values(event));
        }
        return values;
    }
}
