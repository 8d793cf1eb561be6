// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.sgd.ObservedSGDTrainer;
import io.github.inittrace.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.example.LabelledDataGenerator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Examples of a validation set that cannot be evaluated neither end a training nor go unsaid. */
class PartialValidationTest {
    private static final Dataset<Label> TRAIN = LabelledDataGenerator.denseTrainTest().getA();
    private static final Dataset<Label> TEST = LabelledDataGenerator.denseTrainTest().getB();

    @TempDir private Path temp;

    static Stream<ObservableTrainer<Label>> trainers() {
        return Stream.of(
                ObservedSGDTrainer.of(new LogisticRegressionTrainer()),
                MLPClassificationTrainer.builder().hiddenLayers(4).epochs(3).batchSize(4).build());
    }

    private static MutableDataset<Label> empty() {
        LabelFactory factory = new LabelFactory();
        return new MutableDataset<>(new SimpleDataSourceProvenance("drawn", factory), factory);
    }

    private static Example<Label> zebra() {
        return new ArrayExample<>(new Label("zebra"), new String[] {"A", "B"}, new double[] {1, 2});
    }

    /** A test set with an unseen label, and one example of nothing but an unseen feature. */
    private static MutableDataset<Label> partial() {
        MutableDataset<Label> set = empty();
        set.add(zebra());
        for (Example<Label> example : TEST) {
            set.add(example);
        }
        set.add(new ArrayExample<>(new Label("Foo"), new String[] {"Q"}, new double[] {1}));
        return set;
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void unseenLabel_inAValidationSet_isLeftOutAndCounted(ObservableTrainer<Label> trainer)
            throws IOException {
        Path folder = temp.resolve("run");
        TracedRun<Label> run =
                InitTrace.of(trainer)
                        .validateOn("test", partial())
                        .validateOn("whole", TEST)
                        .recording(Recording.full().analysis(true))
                        .runFolder(folder)
                        .run(TRAIN);

        ValidationRecord partial = run.history().last().validation().get(0);
        ValidationRecord whole = run.history().last().validation().get(1);
        assertThat(partial)
                .isEqualTo(
                        new ValidationRecord(
                                "test",
                                TEST.size(),
                                whole.loss(),
                                new LabelEvaluator().evaluate(run.model(), TEST).accuracy(),
                                null,
                                2));
        assertThat(partial.leftOutOfAll()).isEqualTo("2 of 6 examples");
        assertThat(whole.isPartial()).isFalse();
        assertThat(run.analysis().remarks()).isEmpty();
        assertThat(run.analysis().resets().get(0).evaluations().get(1).examples())
                .isEqualTo(TEST.size());
        RunFolder read = RunFolder.open(folder);
        assertThat(read.history().last().validation().get(0)).isEqualTo(partial);
        assertThat(read.classification().orElseThrow().examples()).isEqualTo(TEST.size());
        assertThat(read.samples().orElseThrow().samples()).isNotEmpty();
        assertThat(Verification.of(folder).differences()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void validationSet_ofUnseenLabelsAlone_hasNoFigures(ObservableTrainer<Label> trainer)
            throws IOException {
        MutableDataset<Label> strange = empty();
        strange.add(zebra());
        Path folder = temp.resolve("run");

        TracedRun<Label> run =
                InitTrace.of(trainer)
                        .validateOn("strange", strange)
                        .validateOn("none", empty())
                        .recording(Recording.full().analysis(true))
                        .runFolder(folder)
                        .run(TRAIN);

        assertThat(run.history().last().validation())
                .containsExactly(
                        new ValidationRecord("strange", 0, null, null, null, 1),
                        new ValidationRecord("none", 0, null, null, null, 0));
        assertThat(RunFolder.open(folder).history().last().validation())
                .isEqualTo(run.history().last().validation());
        assertThat(Verification.of(folder).differences()).isEmpty();
    }

    @Test
    void log_ofAPartialSet_saysItOnce() {
        List<String> expected =
                List.of(
                        "2 of the 6 examples of test are left out of its loss and accuracy: 1 with"
                                + " an output that no training example has, the first of them"
                                + " 'zebra', and 1 without a feature that the model knows");
        for (ObservableTrainer<Label> trainer : trainers().toList()) {
            String logger =
                    trainer instanceof MLPClassificationTrainer
                            ? "io.github.inittrace.mlp.TrainingLoop"
                            : "io.github.inittrace.sgd.SGDSession";
            try (Logs logs = Logs.of(logger)) {
                InitTrace.of(trainer).validateOn("test", partial()).run(TRAIN);
                assertThat(logs.messages()).isEqualTo(expected);
            }
        }
    }
}
