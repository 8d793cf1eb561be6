// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.sgd.ObservedSGDTrainer;
import io.github.inittrace.sgd.SGDTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.example.LabelledDataGenerator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;

class WeightedInitTraceTest {
    private final Dataset<Label> data = LabelledDataGenerator.denseTrainTest().getA();

    @TempDir private Path folder;

    @Test
    void trace_ofATrainerThatWeighsExamples_weighsThemToo() {
        assertThat(InitTrace.of(new LogisticRegressionTrainer()))
                .isInstanceOf(WeightedExamples.class);
        assertThat(InitTrace.of(MLPClassificationTrainer.builder().build()))
                .isInstanceOf(WeightedExamples.class);
        assertThat(InitTrace.of(ObservedSGDTrainer.of(new LogisticRegressionTrainer())))
                .isInstanceOf(WeightedExamples.class);
        assertThat(InitTrace.of(new FakeTrainer())).isNotInstanceOf(WeightedExamples.class);
    }

    @Test
    void setting_always_keepsTheKind() {
        InitTrace<Label> weighted = InitTrace.of(new LogisticRegressionTrainer());
        InitTrace<Label> other = InitTrace.of(new FakeTrainer());
        List<UnaryOperator<InitTrace<Label>>> settings =
                List.of(
                        trace -> trace.validateOn("test", data),
                        trace ->
                                trace.recording(
                                        Recording.full()
                                                .records(Schedule.every(2))
                                                .trainingSample(3)),
                        trace -> trace.runFolder(folder).overwrite(true));

        for (UnaryOperator<InitTrace<Label>> setting : settings) {
            assertThat(setting.apply(weighted)).isInstanceOf(WeightedExamples.class);
            assertThat(setting.apply(other)).isNotInstanceOf(WeightedExamples.class);
        }
    }

    @Test
    void adaBoost_overATrace_hasTheBitsItHasWithout() {
        WeightedEnsembleModel<Label> plain = boost(new LogisticRegressionTrainer());
        WeightedEnsembleModel<Label> traced = boost(InitTrace.of(new LogisticRegressionTrainer()));

        assertThat(traced.getModels()).hasSameSizeAs(plain.getModels());
        for (int i = 0; i < plain.getModels().size(); i++) {
            assertThat(SGDTensors.of(traced.getModels().get(i)).get(0).copy())
                    .isEqualTo(SGDTensors.of(plain.getModels().get(i)).get(0).copy());
        }
    }

    private WeightedEnsembleModel<Label> boost(Trainer<Label> trainer) {
        return (WeightedEnsembleModel<Label>) new AdaBoostTrainer(trainer, 3, 1L).train(data);
    }

    @Test
    void lookup_ofTheWeightedTrace_makesOne() throws IOException {
        Trainer<Label> trace = lookup(WeightedInitTrace.class, LogisticRegressionTrainer.class);

        assertThat(trace).isInstanceOf(WeightedExamples.class);
        assertThat(trace.getProvenance())
                .isEqualTo(new LogisticRegressionTrainer().getProvenance());
        assertThat(boost(trace).getModels())
                .hasSameSizeAs(boost(new LogisticRegressionTrainer()).getModels());
    }

    @Test
    void lookup_ofTheWeightedTrace_aroundATrainerThatWeighsNothing_isRefused() {
        assertThatThrownBy(() -> lookup(WeightedInitTrace.class, FakeTrainer.class))
                .isInstanceOf(PropertyException.class)
                .hasMessage(
                        "Property: trainer, expected a trainer that weighs its examples, found"
                                + " io.github.inittrace.trace.FakeTrainer; configure the trace as"
                                + " io.github.inittrace.trace.InitTrace");
    }

    @Test
    void adaBoost_overAConfiguredTraceThatHidesTheWeights_isRefused() throws IOException {
        Trainer<Label> trace = lookup(InitTrace.class, LogisticRegressionTrainer.class);

        assertThatThrownBy(() -> boost(trace))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected examples with their weights, which"
                                + " org.tribuo.classification.sgd.linear.LogisticRegressionTrainer"
                                + " takes, found a sample drawn by weight; configure the trace as"
                                + " io.github.inittrace.trace.WeightedInitTrace instead of"
                                + " io.github.inittrace.trace.InitTrace");
    }

    @SuppressWarnings("unchecked") // the trainers here train on labels
    private Trainer<Label> lookup(Class<?> trace, Class<?> trainer) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("config.xml"),
                        String.format(
                                Locale.ROOT,
                                "<config><component name='traced' type='%s'><property name='trainer'"
                                        + " value='trainer'/></component><component name='trainer'"
                                        + " type='%s'/></config>",
                                trace.getName(),
                                trainer.getName()));
        return (Trainer<Label>) new ConfigurationManager(file.toString()).lookup("traced");
    }
}
