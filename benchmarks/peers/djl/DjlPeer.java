// SPDX-License-Identifier: Apache-2.0
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;

/** DJL's Trainer on the PyTorch engine, its data in arrays of the engine. */
public final class DjlPeer {
    public static void main(String[] args) throws IOException, TranslateException {
        Path folder = Path.of(args[0]);
        int width = Integer.parseInt(args[1]);
        int epochs = Integer.parseInt(args[2]);
        try (var manager = NDManager.newBaseManager();
                var model = Model.newInstance("mlp")) {
            var train = read(manager, folder, "train", true);
            var test = read(manager, folder, "t10k", false);
            model.setBlock(
                    new SequentialBlock()
                            .add(Linear.builder().setUnits(width).build())
                            .add(Activation::relu)
                            .add(Linear.builder().setUnits(width).build())
                            .add(Activation::relu)
                            .add(Linear.builder().setUnits(Mnist.DIGITS).build()));
            // 3 over the mean of fan in and fan out is Glorot's bound; the default, 6, is not.
            var glorot = new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3);
            var rate = Tracker.fixed(0.1f);
            var config =
                    new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                            .optInitializer(glorot, Parameter.Type.WEIGHT)
                            .optOptimizer(Optimizer.sgd().setLearningRateTracker(rate).build())
                            .addTrainingListeners(new EpochClock());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(128, Mnist.PIXELS));
                EasyTrain.fit(trainer, epochs, train, null);
                var accuracy = new Accuracy();
                accuracy.addAccumulator("test");
                for (Batch batch : trainer.iterateDataset(test)) {
                    var outputs = trainer.evaluate(batch.getData());
                    accuracy.updateAccumulator("test", batch.getLabels(), outputs);
                    batch.close();
                }
                System.out.println("accuracy " + accuracy.getAccumulator("test"));
            }
        }
    }

    private static ArrayDataset read(NDManager manager, Path folder, String set, boolean shuffled)
            throws IOException, TranslateException {
        var mnist = new Mnist(folder, set);
        return new ArrayDataset.Builder()
                .setData(manager.create(mnist.images))
                .optLabels(manager.create(mnist.labels))
                .setSampling(128, shuffled)
                .build();
    }

    private static final class EpochClock extends TrainingListenerAdapter {
        private int epochs;
        private long started;

        @Override
        public void onTrainingBegin(Trainer trainer) {
            started = System.nanoTime();
        }

        @Override
        public void onEpoch(Trainer trainer) {
            long now = System.nanoTime();
            System.out.println("epoch " + ++epochs + " seconds " + (now - started) / 1e9);
            started = now;
        }
    }
}
