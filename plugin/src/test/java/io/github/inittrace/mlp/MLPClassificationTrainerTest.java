// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.lifecycle.WeightTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;

class MLPClassificationTrainerTest {

    /** Keeps every event. */
    private static final class Events implements TrainingListener<Label> {
        final List<TrainingStart<Label>> starts = new ArrayList<>();
        final List<EpochEnd<Label>> epochs = new ArrayList<>();
        final List<TrainingEnd<Label>> ends = new ArrayList<>();
        int stopAt = -1;

        @Override
        public void onStart(TrainingStart<Label> start) {
            starts.add(start);
        }

        @Override
        public void onEpoch(EpochEnd<Label> epoch) {
            epochs.add(epoch);
            if (epoch.index() == stopAt) {
                epoch.requestStop("good enough");
            }
        }

        @Override
        public void onEnd(TrainingEnd<Label> end) {
            ends.add(end);
        }
    }

    private static MLPClassificationTrainer.Builder small() {
        return ReproducibilityTest.small();
    }

    private static MLPClassificationModel watch(
            MLPClassificationTrainer trainer, Dataset<Label> data, Events events) {
        return trainer.train(data, Map.of(), 0, Observation.by(events));
    }

    @Test
    void train_separableData_learns() {
        Events events = new Events();
        watch(small().epochs(20).build(), Blobs.of(600, 10, 3, 5), events);
        assertThat(events.epochs.get(0).runningLoss()).isNull();
        assertThat(events.epochs.get(20).training().accuracy()).isGreaterThan(0.98);
        assertThat(events.epochs.get(20).training().loss())
                .isLessThan(events.epochs.get(0).training().loss() / 5);
    }

    @Test
    void setWorkers_ofATrainerThatIsBuilt_isHowManyThreadsItsTrainingsUse() {
        MLPClassificationTrainer trainer = small().workers(1).build();
        trainer.setWorkers(3);
        Events events = new Events();
        watch(trainer, Blobs.of(120, 10, 3, 5), events);
        assertThat(events.starts.get(0).facts()).containsEntry("workers", "3");
    }

    @Test
    void train_watched_firesStartThenEveryEpochThenEnd() {
        Events events = new Events();
        watch(small().build(), Blobs.of(120, 10, 3, 5), events);
        assertThat(events.starts).hasSize(1);
        assertThat(events.starts.get(0).facts())
                .containsKeys("matrix-kernels", "instruction-set", "workers");
        assertThat(events.epochs).extracting(EpochEnd::index).containsExactly(0, 1, 2, 3);
        assertThat(events.epochs).allMatch(EpochEnd::complete);
        assertThat(events.ends).hasSize(1);
        assertThat(events.ends.get(0).reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(events.ends.get(0).message()).isEqualTo("all 3 epochs done");
    }

    @Test
    void requestStop_atEpochEnd_endsThereWithTheReason() {
        Events events = new Events();
        events.stopAt = 2;
        MLPClassificationModel model = watch(small().build(), Blobs.of(120, 10, 3, 5), events);
        assertThat(events.epochs).hasSize(3);
        assertThat(events.ends.get(0).reason()).isEqualTo(EndReason.STOPPED);
        assertThat(events.ends.get(0).message()).isEqualTo("good enough");
        ReproducibilityTest.assertSameBits(
                model.tensors(),
                small().epochs(2).build().train(Blobs.of(120, 10, 3, 5)).tensors());
    }

    @Test
    void train_divergingLoss_stopsAndSaysSo() {
        Events events = new Events();
        watch(small().learningRate(1e20).build(), Blobs.of(500, 10, 3, 5), events);
        EpochEnd<Label> last = events.epochs.get(events.epochs.size() - 1);
        assertThat(events.ends.get(0).reason()).isEqualTo(EndReason.DIVERGED);
        assertThat(events.ends.get(0).message())
                .isEqualTo(
                        "the loss or a weight ceased to be a finite number in epoch "
                                + last.index()
                                + "; a smaller learning rate may help");
        assertThat(last.training().loss()).isNaN();
    }

    @Test
    void train_listenerThrows_goesOn() {
        Logger.getLogger(Observation.class.getName()).setLevel(Level.OFF);
        TrainingListener<Label> broken =
                epoch -> {
                    throw new IllegalStateException("broken");
                };
        Events events = new Events();
        small().build().train(Blobs.of(90, 5, 3, 1), Map.of(), 0, Observation.by(broken, events));
        assertThat(events.epochs).hasSize(4);
    }

    @Test
    void train_noHiddenLayer_isLogisticRegression() {
        MLPClassificationModel model =
                small().hiddenLayers().epochs(10).build().train(Blobs.of(300, 10, 3, 5));
        assertThat(model.layerSizes()).containsExactly(10, 3);
        assertThat(model.tensors())
                .extracting(WeightTensor::name)
                .containsExactly("output.weight", "output.bias");
    }

    @Test
    void train_glorotUniform_staysInItsRangeAndFillsIt() {
        MLPClassificationModel model =
                small().hiddenLayers(400).epochs(0).build().train(Blobs.of(9, 100, 3, 5));
        double limit = Math.sqrt(6.0 / 500.0);
        double max = 0.0;
        double squares = 0.0;
        float[] weights = model.tensor("hidden1.weight").values();
        for (float w : weights) {
            max = Math.max(max, Math.abs(w));
            squares += (double) w * w;
        }
        assertThat(max).isBetween(0.99 * limit, limit);
        assertThat(squares / weights.length)
                .isBetween(0.97 * limit * limit / 3, 1.03 * limit * limit / 3);
        assertThat(model.tensor("hidden1.bias").values()).containsOnly(0f);
    }

    @Test
    void train_oneClassOrOneExample_works() {
        assertThat(small().build().train(Blobs.of(40, 4, 1, 1)).layerSizes()).endsWith(1);
        assertThat(small().build().train(Blobs.of(1, 4, 1, 1)).layerSizes()).startsWith(4);
    }

    @Test
    void train_batchLargerThanDataOrWidthOne_works() {
        for (Optimiser optimiser : List.of(new SGD(), new SGD(0.9), new Adam())) {
            MLPClassificationModel model =
                    small().optimiser(optimiser)
                            .hiddenLayers(1, 1)
                            .batchSize(Integer.MAX_VALUE)
                            .build()
                            .train(Blobs.of(7, 1, 2, 1));
            assertThat(model.layerSizes()).containsExactly(1, 1, 1, 2);
        }
    }

    @Test
    void train_millionFeatures_saysThatItDoesNotFit() {
        MutableDataset<Label> data = Blobs.of(2, 1_000_000, 2, 1);
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        assertThatThrownBy(
                        () ->
                                new Network(
                                        MatrixKernels.best().openArena(),
                                        new int[] {1_000_000, 600, 2},
                                        true,
                                        Activation.RELU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a layer of 600 units with 1000000 inputs each needs more than the 2 GiB a"
                                + " matrix can have; use fewer features or units");
        assumeTrue(heap < 2500, "this machine's Java has memory to spare");
        assertThatThrownBy(() -> small().hiddenLayers(512, 9).build().train(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "training on 2 examples of 1000000 features with hidden layers [512, 9]"
                                + " does not fit in memory: the examples take 7 MiB and the weights"
                                + " several times 1953 MiB, and Java may use "
                                + heap
                                + " MiB; use fewer features or units, or give it more with -Xmx");
    }

    @Test
    void train_unusableData_saysWhatIsWrong() {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("t", factory), factory);
        MLPClassificationTrainer trainer = small().build();
        assertThatThrownBy(() -> trainer.train(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training needs at least one example, found none");
        data.add(new ArrayExample<>(new Label("a"), new String[] {"x"}, new double[] {1}));
        data.add(new ArrayExample<>(new Label("b"), new String[] {"x"}, new double[] {1e300}));
        assertThatThrownBy(() -> trainer.train(data))
                .hasMessage(
                        "example 1 of the training data must have features that are finite in float32,"
                                + " found 1.0E300 for 'x'");
        data.add(new ArrayExample<>(factory.getUnknownOutput(), new String[] {"x"}, new double[1]));
        assertThatThrownBy(() -> trainer.train(data))
                .hasMessage("every training example must have a known label, found 1 without one");
        MutableDataset<Label> weightless = Blobs.of(10, 2, 2, 1);
        weightless.forEach(example -> example.setWeight(0f));
        assertThatThrownBy(() -> trainer.train(weightless))
                .hasMessage("at least one training example must have a weight above 0, found none");
        weightless.getExample(3).setWeight(-1f);
        assertThatThrownBy(() -> trainer.train(weightless))
                .hasMessage(
                        "example 3 of the training data must have a finite weight of at least 0,"
                                + " found -1.0");
    }

    /** Tribuo lets a label pass that the data set, laid out as another model's, does not have. */
    @Test
    void train_aLabelOfAnotherDomain_isRefused() {
        Model<Label> twoClasses = small().build().train(Blobs.of(10, 2, 2, 1));
        Dataset<Label> three = Blobs.of(30, 2, 3, 1);
        Dataset<Label> foreign =
                new ImmutableDataset<>(
                        new ListDataSource<>(
                                three.getData(),
                                three.getOutputFactory(),
                                new SimpleDataSourceProvenance("three", three.getOutputFactory())),
                        twoClasses,
                        false);
        assertThatThrownBy(() -> small().workers(2).build().train(foreign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "example \\d+ of the training data must have a label of the data set's,"
                                + " found .+");
    }

    @Test
    void build_twice_isRefused() {
        MLPClassificationTrainer.Builder builder = small();
        builder.build();
        assertThatThrownBy(() -> builder.seed(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "a builder makes one trainer, found it spent; take a new one for the next");
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void train_weights_countAsRepetitions() {
        Dataset<Label> weighted = Blobs.weighted(60, 6, 3, 2, 3f);
        MutableDataset<Label> repeated = Blobs.of(0, 6, 3, 2);
        for (Example<Label> example : weighted) {
            for (int i = 0; i < (int) example.getWeight(); i++) {
                Example<Label> once = example.copy();
                once.setWeight(1f);
                repeated.add(once);
            }
        }
        // One batch of everything, so that both see the same sums in every step.
        MLPClassificationTrainer trainer = small().batchSize(1000).epochs(20).build();
        float[] byWeight = trainer.train(weighted, Map.of(), 0).tensor("output.weight").values();
        float[] byNumber = trainer.train(repeated, Map.of(), 0).tensor("output.weight").values();
        for (int i = 0; i < byWeight.length; i++) {
            assertThat(byWeight[i]).isCloseTo(byNumber[i], within(1e-5f));
        }
    }

    @Test
    void build_valuesOutOfRange_saysWhatIsExpected() {
        assertThatThrownBy(() -> small().hiddenLayers(128, 0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hidden layer sizes must be positive, found [128, 0]");
        assertThatThrownBy(() -> small().learningRate(Double.NaN).build())
                .hasMessage("the learning rate must be a positive number, found NaN");
        assertThatThrownBy(() -> small().batchSize(0).build())
                .hasMessage("the batch size must be positive, found 0");
        assertThatThrownBy(() -> small().epochs(-1).build())
                .hasMessage("the number of epochs must not be negative, found -1");
        assertThatThrownBy(() -> small().workers(0).build())
                .hasMessage("training needs at least one worker, found 0");
    }

    @Test
    void configuration_roundTripsAndKeepsItsProvenance() {
        MLPClassificationTrainer trainer =
                small().seed(5).featureScaling(FeatureScaling.MINUS_ONE_TO_ONE).bias(false).build();
        Helpers.testConfigurableRoundtrip(trainer);
        Dataset<Label> data = Blobs.of(100, 6, 3, 2);
        trainer.train(data);
        MLPClassificationModel second = trainer.train(data);
        Helpers.testProvenanceMarshalling(second.getProvenance());

        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(second.getProvenance()));
        MLPClassificationTrainer rebuilt =
                (MLPClassificationTrainer)
                        manager.lookup(manager.listAll(MLPClassificationTrainer.class).get(0));
        rebuilt.setInvocationCount(1);
        ReproducibilityTest.assertSameBits(rebuilt.train(data).tensors(), second.tensors());
    }

    @Test
    void configuration_impossibleValue_isAPropertyException() {
        ConfigurationManager manager = new ConfigurationManager();
        Map<String, Property> properties = new HashMap<>();
        properties.put("learningRate", new SimpleProperty("-1"));
        manager.addConfiguration(
                List.of(
                        new ConfigurationData(
                                "mlp", MLPClassificationTrainer.class.getName(), properties)));
        assertThatThrownBy(() -> manager.lookup("mlp"))
                .isInstanceOf(PropertyException.class)
                .hasMessageContaining("the learning rate must be a positive number, found -1.0");
    }
}
