// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.oracle.labs.mlrg.olcut.config.json.JsonProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.run.ValidationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Tribuo;
import org.tribuo.classification.Label;

/** What a run in memory returns, and that watching changes nothing. */
class InitTraceTest {
    private final Dataset<Label> data = FakeData.of(6);

    private static List<float[]> weights(Model<Label> model) {
        return ((FakeModel) model).tensors().stream().map(FakeTensor::values).toList();
    }

    private static void assertSameBits(Model<Label> a, Model<Label> b) {
        assertThat(weights(a)).hasSameSizeAs(weights(b));
        for (int i = 0; i < weights(a).size(); i++) {
            assertThat(weights(a).get(i)).isEqualTo(weights(b).get(i));
        }
    }

    @Test
    void run_completed_returnsModelsHistoryAndRecord() {
        TracedRun<Label> run =
                InitTrace.of(new FakeTrainer())
                        .validateOn("test", FakeData.of(4))
                        .inputShape(1, 2)
                        .recording(Recording.full().trainingSample(5))
                        .run(data);
        assertThat(run.history().epochs())
                .extracting(EpochRecord::index)
                .containsExactly(0, 1, 2, 3);
        assertThat(run.ending())
                .usingRecursiveComparison()
                .ignoringFields("weightsSha256")
                .isEqualTo(
                        new Ending(
                                EndReason.COMPLETED,
                                "all 3 epochs done",
                                3,
                                1.5,
                                null,
                                null,
                                null));
        assertThat(run.folder()).isNull();
        EpochRecord first = run.history().first();
        assertThat(first.runningLoss()).isNull();
        assertThat(first.epochEndLoss()).isEqualTo(1);
        assertThat(first.total().distance()).isZero();
        assertThat(first.total().updateSize()).isNull();
        EpochRecord last = run.history().last();
        assertThat(last.runningLoss()).isEqualTo(0.25);
        assertThat(last.epochEndAccuracy()).isEqualTo(0.25);
        assertThat(last.epochEndExamples()).isEqualTo(5);
        assertThat(last.validation())
                .containsExactly(new ValidationRecord("test", 4, 0.5, 0.5, null, 0));
        assertThat(last.tensors())
                .extracting(TensorMeasures::name)
                .containsExactly(
                        "hidden1.weight",
                        "hidden1.bias",
                        "hidden2.weight",
                        "hidden2.bias",
                        "output.weight",
                        "output.bias");
    }

    @Test
    void history_everyEpoch_measuresDistanceFromStartAndFromTheRecordBefore() {
        List<List<double[]>> seen = new ArrayList<>();
        TracedRun<Label> run =
                InitTrace.of(new FakeTrainer())
                        .listener(
                                e ->
                                        seen.add(
                                                e.session().weights().stream()
                                                        .map(v -> v.copy())
                                                        .toList()))
                        .run(data);
        for (int e = 0; e < seen.size(); e++) {
            EpochRecord record = run.history().epochs().get(e);
            for (int t = 0; t < record.tensors().size(); t++) {
                double[] now = seen.get(e).get(t);
                assertThat(record.tensors().get(t).distance())
                        .isCloseTo(distance(now, seen.get(0).get(t)), within(1e-12));
                if (e > 0) {
                    assertThat(record.tensors().get(t).updateSize())
                            .isCloseTo(distance(now, seen.get(e - 1).get(t)), within(1e-12));
                }
            }
        }
        List<float[]> trained = weights(run.model());
        for (int t = 0; t < trained.size(); t++) {
            float[] initial = weights(run.initialModel()).get(t);
            double sum = 0;
            for (int i = 0; i < initial.length; i++) {
                double d = (double) trained.get(t)[i] - initial[i];
                sum += d * d;
            }
            assertThat(run.history().last().tensors().get(t).distance())
                    .isCloseTo(Math.sqrt(sum), within(1e-12));
        }
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void record_ofARun_saysWhatWasTrainedOnWhatByWhat() throws Exception {
        FakeTrainer trainer = new FakeTrainer();
        RunRecord record =
                InitTrace.of(trainer)
                        .validateOn("b", FakeData.of(4))
                        .validateOn("a", FakeData.of(2))
                        .inputShape(1, 2)
                        .run(data)
                        .record();
        assertThat(record.schema()).isEqualTo(1);
        assertThat(record.trainer()).isEqualTo(FakeTrainer.class.getName());
        assertThat(record.configuration())
                .containsEntry("seed", "1")
                .containsEntry("epochs", "3")
                .containsEntry("hidden", "[4, 3]");
        assertThat(record.plannedEpochs()).isEqualTo(3);
        assertThat(record.features()).isEqualTo(2);
        assertThat(record.outputs()).isEqualTo(2);
        assertThat(record.inputShape()).containsExactly(1, 2);
        assertThat(record.architecture())
                .startsWith(
                        new TensorShape("hidden1.weight", List.of(2, 4), Precision.FLOAT64),
                        new TensorShape("hidden1.bias", List.of(4), Precision.FLOAT64));
        assertThat(record.training().examples()).isEqualTo(6);
        assertThat(record.training().provenance())
                .containsEntry("class-name", "org.tribuo.MutableDataset")
                .containsEntry("datasource", "org.tribuo.DataSource")
                .containsEntry("datasource.description", "fake data")
                .containsEntry("num-examples", "6");
        assertThat(record.validation()).extracting(DataRecord::name).containsExactly("b", "a");
        assertThat(record.environment())
                .containsEntry("kernels", "fake")
                .containsEntry("tribuo.version", Tribuo.VERSION)
                .containsEntry("inittrace.version", "development")
                .containsKeys("java.version", "java.vendor", "os.name", "os.arch", "processors");
        assertThat(
                        ProvenanceUtil.unmarshalProvenance(
                                new JsonProvenanceSerialization(false)
                                        .deserializeFromString(record.provenance().toString())))
                .isEqualTo(InitTraceTest.firstInvocation());
    }

    private static Object firstInvocation() {
        return new FakeTrainer().getProvenance();
    }

    @Test
    void train_watched_makesTheSameModelAsTheTrainerAlone() {
        FakeTrainer plain = new FakeTrainer();
        FakeTrainer watched = new FakeTrainer();
        InitTrace<Label> traced =
                InitTrace.of(watched)
                        .listener(
                                e -> {
                                    throw new IllegalStateException("a listener's own trouble");
                                });
        try (Logs logs = Logs.of(Observation.class)) {
            for (int i = 0; i < 3; i++) {
                Model<Label> alone = plain.train(data);
                Model<Label> followed = traced.train(data);
                assertSameBits(alone, followed);
                assertThat(followed.getProvenance().getTrainerProvenance())
                        .isEqualTo(alone.getProvenance().getTrainerProvenance());
                assertThat(followed.getProvenance().getInstanceProvenance())
                        .isEqualTo(alone.getProvenance().getInstanceProvenance());
            }
            assertThat(traced.getInvocationCount()).isEqualTo(3);
            assertThat(traced.getProvenance()).isEqualTo(plain.getProvenance());
            traced.setInvocationCount(1);
            assertThat(watched.getInvocationCount()).isEqualTo(1);
            assertSameBits(plain.train(data, Map.of(), 1), traced.run(data).model());
            assertSameBits(plain.train(data, Map.of(), 0), traced.train(data, Map.of(), 0));
            assertThat(logs.messages()).hasSize(20);
        }
    }

    @Test
    void run_everyEpoch_timesPassEvaluationsAndMeasuresApart() {
        assertThat(InitTrace.of(new FakeTrainer()).run(data).history().epochs())
                .allSatisfy(
                        epoch -> {
                            assertThat(epoch.seconds()).isEqualTo(0.5);
                            assertThat(epoch.evaluationSeconds()).isEqualTo(0.25);
                            assertThat(epoch.measureSeconds()).isNotNull().isNotNegative();
                        });
    }

    @Test
    void records_everyKth_keepsEveryKthAndTheLast() {
        FakeTrainer trainer = new FakeTrainer();
        trainer.epochs = 7;
        TracedRun<Label> run =
                InitTrace.of(trainer)
                        .recording(Recording.full().records(Schedule.every(3)))
                        .run(data);
        assertThat(run.history().epochs())
                .extracting(EpochRecord::index)
                .containsExactly(0, 3, 6, 7);
        assertThat(run.history().epochs())
                .extracting(EpochRecord::learningRate)
                .containsExactly(null, 0.1, 0.1, 0.1);
        assertThat(run.ending().epochs()).isEqualTo(7);
        assertThatThrownBy(
                        () ->
                                InitTrace.of(trainer)
                                        .recording(Recording.full().records(Schedule.every(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a schedule goes by 1 to 999999999 epochs, found 0");
    }

    @Test
    void run_weightsMovedAfterTheLastEpoch_isWarnedAbout() {
        FakeTrainer trainer = new FakeTrainer();
        trainer.moveAtTheEnd = true;
        try (Logs logs = Logs.of(Recorder.class)) {
            InitTrace.of(trainer).run(data);
            assertThat(logs.messages())
                    .containsExactly(
                            FakeTrainer.class.getName()
                                    + " changed its weights after its last epoch event; the last"
                                    + " record does not describe its model");
            trainer.moveAtTheEnd = false;
            InitTrace.of(trainer).run(data);
            assertThat(logs.messages()).hasSize(1);
        }
    }

    @Test
    void run_withProvenance_handsItOn() {
        TracedRun<Label> run =
                InitTrace.of(new FakeTrainer())
                        .run(data, Map.of("tag", new StringProvenance("tag", "x")), 0);
        assertThat(run.model().getProvenance().getInstanceProvenance().getMap()).containsKey("tag");
        assertThat(run.initialModel().getProvenance().getInstanceProvenance().getMap())
                .containsKeys("tag", "weights-state");
    }

    @Test
    void run_stoppedByAListener_endsWithThatEpoch() {
        TracedRun<Label> run =
                InitTrace.of(new FakeTrainer(50))
                        .listener(
                                e -> {
                                    if (e.index() == 2) {
                                        e.requestStop("far enough");
                                    }
                                })
                        .run(data);
        assertThat(run.ending())
                .usingRecursiveComparison()
                .ignoringFields("weightsSha256")
                .isEqualTo(new Ending(EndReason.STOPPED, "far enough", 2, 1.5, null, null, null));
        assertThat(run.history().last().index()).isEqualTo(2);
    }

    @Test
    void run_diverged_recordsNulls() {
        FakeTrainer trainer = new FakeTrainer(5);
        trainer.divergeIn = 2;
        TracedRun<Label> run = InitTrace.of(trainer).validateOn("t", data).run(data);
        EpochRecord last = run.history().last();
        assertThat(run.ending().reason()).isEqualTo(EndReason.DIVERGED);
        assertThat(last.complete()).isFalse();
        assertThat(last.epochEndLoss()).isNull();
        assertThat(last.validation().get(0).loss()).isNull();
        assertThat(last.total().distance()).isNull();
        assertThat(last.tensors().get(0).distance()).isNotNull();
        assertThat(last.tensors().get(2).distance()).isNull();
    }

    @Test
    void run_trainingThrows_throwsThat() {
        FakeTrainer trainer = new FakeTrainer();
        trainer.failIn = 2;
        assertThatThrownBy(() -> InitTrace.of(trainer).run(data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the machine broke down");
        trainer.refuse = true;
        assertThatThrownBy(() -> InitTrace.of(trainer).run(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this data is not welcome");
    }

    @Test
    void settings_eachCall_leavesTheTraceItCameFromAlone() {
        InitTrace<Label> plain = InitTrace.of(new FakeTrainer());
        InitTrace<Label> more =
                plain.validateOn("test", data)
                        .inputShape(2)
                        .recording(Recording.full().trainingSample(1));
        TracedRun<Label> run = plain.run(data);
        assertThat(run.record().validation()).isEmpty();
        assertThat(run.record().inputShape()).isNull();
        assertThat(run.history().first().epochEndExamples()).isEqualTo(6);
        assertThat(more.run(data).record().validation()).hasSize(1);
        assertThat(
                        plain.recording(Recording.full().trainingSample(Observation.ALL))
                                .run(data)
                                .history()
                                .epochs())
                .hasSize(4);
    }

    @Test
    void settings_wrong_areRefused() {
        InitTrace<Label> trace = InitTrace.of(new FakeTrainer()).validateOn("test", data);
        assertThatThrownBy(() -> trace.validateOn("test", data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is already a validation set named 'test'; choose another name");
        assertThatThrownBy(() -> trace.validateOn(" ", data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a validation set needs a name, found a blank one");
        assertThatThrownBy(() -> trace.inputShape(28, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an input shape is made of positive lengths, found [28, 0]");
        assertThatThrownBy(() -> trace.recording(Recording.full().trainingSample(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the training sample must hold at least one example, found 0");
        assertThatThrownBy(() -> trace.inputShape(1, 1).run(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the input shape [1, 1] has 1 places, found 2 features in the training"
                                + " data");
    }
}
