// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.dataset.DatasetView;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.baseline.IndependentMultiLabelModel;
import org.tribuo.multilabel.baseline.IndependentMultiLabelTrainer;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.TransformedModel;
import org.tribuo.transform.transformations.LinearScalingTransformation;

/** A trace stands in for its trainer, ours or Tribuo's, wherever trainers take trainers. */
class TracedCompositesIT {
    private static final Dataset<Label> DIGITS = new MutableDataset<>(new DigitsDataSource(300, 1));

    @TempDir private Path folder;

    static Stream<Named<Supplier<Trainer<Label>>>> trainers() {
        return Stream.of(
                Named.of("LinearSGDTrainer", TracedCompositesIT::linear),
                Named.of("MLPClassificationTrainer", TracedCompositesIT::network));
    }

    private static Trainer<Label> linear() {
        return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 3, 5L);
    }

    private static Trainer<Label> network() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(8)
                .epochs(3)
                .batchSize(32)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .build();
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void crossValidation_ofATrace_isThatOfItsTrainer(Supplier<Trainer<Label>> trainer)
            throws IOException {
        List<Pair<LabelEvaluation, Model<Label>>> untraced = folds(trainer.get());
        List<Pair<LabelEvaluation, Model<Label>>> traced = folds(traced(trainer.get()));

        assertThat(traced).hasSize(3);
        for (int fold = 0; fold < 3; fold++) {
            assertSame(traced.get(fold).getB(), untraced.get(fold).getB());
            assertThat(traced.get(fold).getA().accuracy())
                    .isEqualTo(untraced.get(fold).getA().accuracy());
        }
        assertRuns(3);
    }

    private static List<Pair<LabelEvaluation, Model<Label>>> folds(Trainer<Label> trainer) {
        return new CrossValidation<>(trainer, DIGITS, new LabelEvaluator(), 3, 7L).evaluate();
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void bagging_ofATrace_isThatOfItsTrainer(Supplier<Trainer<Label>> trainer) throws IOException {
        WeightedEnsembleModel<Label> untraced = bag(trainer.get());
        WeightedEnsembleModel<Label> traced = bag(traced(trainer.get()));

        assertSameTrainer(traced, untraced);
        for (int member = 0; member < 3; member++) {
            assertSame(traced.getModels().get(member), untraced.getModels().get(member));
        }
        assertRuns(3);
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void adaBoost_ofATrace_isThatOfItsTrainer(Supplier<Trainer<Label>> trainer) throws IOException {
        WeightedEnsembleModel<Label> untraced = boost(trainer.get());
        WeightedEnsembleModel<Label> traced = boost(traced(trainer.get()));

        assertSameTrainer(traced, untraced);
        int members = untraced.getModels().size();
        assertThat(traced.getModels()).hasSize(members);
        for (int member = 0; member < members; member++) {
            assertSame(traced.getModels().get(member), untraced.getModels().get(member));
        }
        assertThat(untraced.getModels().get(0).getProvenance().getDatasetProvenance())
                .isNotInstanceOf(DatasetView.DatasetViewProvenance.class);
        assertThat(RunFolder.open(folder.resolve("run-0001")).record().ending()).isNotNull();
    }

    private static WeightedEnsembleModel<Label> boost(Trainer<Label> trainer) {
        return (WeightedEnsembleModel<Label>) new AdaBoostTrainer(trainer, 3, 1L).train(DIGITS);
    }

    private static WeightedEnsembleModel<Label> bag(Trainer<Label> trainer) {
        return (WeightedEnsembleModel<Label>)
                new BaggingTrainer<>(trainer, new VotingCombiner(), 3).train(DIGITS);
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void transformTrainer_ofATrace_isThatOfItsTrainer(Supplier<Trainer<Label>> trainer)
            throws IOException {
        TransformedModel<Label> untraced = transform(trainer.get());
        TransformedModel<Label> traced = transform(traced(trainer.get()));

        assertSameTrainer(traced, untraced);
        assertSame(traced.getInnerModel(), untraced.getInnerModel());
        assertRuns(1);
    }

    private static TransformedModel<Label> transform(Trainer<Label> trainer) {
        TransformationMap scaling =
                new TransformationMap(List.of(new LinearScalingTransformation(0, 1)));
        return new TransformTrainer<>(trainer, scaling).train(DIGITS);
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void independentMultiLabel_ofATrace_isThatOfItsTrainer(Supplier<Trainer<Label>> trainer)
            throws IOException {
        IndependentMultiLabelModel untraced = multiLabel(trainer.get());
        IndependentMultiLabelModel traced = multiLabel(traced(trainer.get()));

        assertSameTrainer(traced, untraced);
        for (int label = 0; label < 2; label++) {
            assertSame(traced.getModels().get(label), untraced.getModels().get(label));
        }
        assertRuns(2);
    }

    private static IndependentMultiLabelModel multiLabel(Trainer<Label> trainer) {
        return (IndependentMultiLabelModel)
                new IndependentMultiLabelTrainer(trainer).train(parities());
    }

    /** The digits, labelled as even or not and as small or not. */
    private static Dataset<MultiLabel> parities() {
        MultiLabelFactory factory = new MultiLabelFactory();
        MutableDataset<MultiLabel> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("parities", factory), factory);
        for (Example<Label> digit : DIGITS) {
            int value = Integer.parseInt(digit.getOutput().getLabel());
            Set<Label> labels = new HashSet<>();
            if (value % 2 == 0) {
                labels.add(new Label("even"));
            }
            if (value < 5) {
                labels.add(new Label("small"));
            }
            List<Feature> pixels = new ArrayList<>();
            digit.forEach(pixels::add);
            data.add(new ArrayExample<>(new MultiLabel(labels), pixels));
        }
        return data;
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void threads_onOneTrace_trainWhatTheTrainerTrainsAlone(Supplier<Trainer<Label>> trainer)
            throws Exception {
        int runs = 6;
        InitTrace<Label> trace = traced(trainer.get());
        ExecutorService threads = Executors.newFixedThreadPool(3);
        Set<Integer> invocations = new TreeSet<>();
        try {
            List<Future<Model<Label>>> traced = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                traced.add(threads.submit(() -> trace.train(DIGITS)));
            }
            for (Future<Model<Label>> model : traced) {
                int invocation = invocation(model.get());
                invocations.add(invocation);
                assertSame(model.get(), trainer.get().train(DIGITS, Map.of(), invocation));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(invocations).containsExactly(0, 1, 2, 3, 4, 5);
        assertRuns(runs);
    }

    private static int invocation(Model<?> model) {
        PrimitiveProvenance<?> count =
                model.getProvenance()
                        .getTrainerProvenance()
                        .getInstanceValues()
                        .get(TrainerProvenance.TRAIN_INVOCATION_COUNT);
        return (Integer) count.getValue();
    }

    private InitTrace<Label> traced(Trainer<Label> trainer) {
        return InitTrace.of(trainer).runFolder(folder);
    }

    /** The folders are numbered from 1 on, whole, and of different runs. */
    private void assertRuns(int runs) throws IOException {
        Set<String> ids = new HashSet<>();
        for (int number = 1; number <= runs; number++) {
            RunFolder run = RunFolder.open(folder.resolve("run-000" + number));
            ids.add(run.record().runId());
            assertThat(run.record().ending()).isNotNull();
            assertThat(run.history().last().index()).isEqualTo(3);
            assertThat(run.manifest().orElseThrow().differences(run.path())).isEmpty();
        }
        assertThat(ids).hasSize(runs);
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).hasSize(runs);
        }
    }

    private static void assertSame(Model<?> traced, Model<?> untraced) {
        assertThat(Weights.bits(traced)).isEqualTo(Weights.bits(untraced));
        assertSameTrainer(traced, untraced);
        assertThat(traced.getProvenance().getInstanceProvenance())
                .isEqualTo(untraced.getProvenance().getInstanceProvenance());
    }

    private static void assertSameTrainer(Model<?> traced, Model<?> untraced) {
        assertThat(traced.getClass()).isEqualTo(untraced.getClass());
        assertThat(traced.getProvenance().getTrainerProvenance())
                .isEqualTo(untraced.getProvenance().getTrainerProvenance());
    }
}
