// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import io.github.inittrace.trace.TracedRun;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.sgd.fm.FMMultiLabelTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** On a data set without examples a trace does what its trainer does. */
class EmptyDataTest {
    @TempDir private Path temp;

    private record Case<T extends Output<T>>(Trainer<T> trainer, OutputFactory<T> factory) {
        MutableDataset<T> data() {
            return new MutableDataset<>(new SimpleDataSourceProvenance("none", factory), factory);
        }

        @Override
        public String toString() {
            return trainer.getClass().getName();
        }
    }

    static Stream<Case<?>> trainers() {
        AdaGrad steps = new AdaGrad(0.1);
        return Stream.of(
                new Case<>(new LogisticRegressionTrainer(), new LabelFactory()),
                new Case<>(
                        new FMClassificationTrainer(new LogMulticlass(), steps, 3, 1L, 3, 0.1),
                        new LabelFactory()),
                new Case<>(
                        new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
                                new BinaryCrossEntropy(), steps, 3, 1L),
                        new MultiLabelFactory()),
                new Case<>(
                        new FMMultiLabelTrainer(new BinaryCrossEntropy(), steps, 3, 1L, 3, 0.1),
                        new MultiLabelFactory()),
                new Case<>(
                        new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                                new SquaredLoss(), steps, 3, 1L),
                        new RegressionFactory()),
                new Case<>(
                        new FMRegressionTrainer(new SquaredLoss(), steps, 3, 1L, 3, 0.1, true),
                        new RegressionFactory()));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    <T extends Output<T>> void trace_ofNoExample_hasTheModelOfItsTrainer(Case<T> given)
            throws IOException {
        Class<?> plain = given.trainer.train(given.data()).getClass();
        Path folder = temp.resolve("run");

        TracedRun<T> memory =
                InitTrace.of(given.trainer)
                        .recording(Recording.full().analysis(true))
                        .run(given.data());
        TracedRun<T> written =
                InitTrace.of(given.trainer)
                        .runFolder(folder)
                        .validateOn("test", given.data())
                        .recording(Recording.full().analysis(true).checkpoints(Schedule.every(1)))
                        .run(given.data());

        assertThat(memory.model()).isInstanceOf(plain);
        assertThat(written.model()).isInstanceOf(plain);
        assertThat(memory.ending().message()).isEqualTo("there was no example to train on");
        RunFolder run = RunFolder.open(folder);
        assertThat(run.record().ending()).isEqualTo(written.ending());
        assertThat(run.history().epochs()).hasSize(1);
        assertThat(run.initialModel()).isEmpty();
        assertThat(run.trainedModel()).isEmpty();
        assertThat(Verification.of(folder).differences()).isEmpty();
    }

    @Test
    void trace_ofATrainerThatRefusesNoExample_refusesItAsWell() {
        MLPClassificationTrainer trainer = MLPClassificationTrainer.builder().build();
        var none = new Case<>(trainer, new LabelFactory()).data();
        Path folder = temp.resolve("run");
        String message = "training needs at least one example, found none";

        assertThatThrownBy(() -> trainer.train(none)).hasMessage(message);
        assertThatThrownBy(() -> InitTrace.of(trainer).run(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> InitTrace.of(trainer).runFolder(folder).run(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(folder).doesNotExist();
    }
}
