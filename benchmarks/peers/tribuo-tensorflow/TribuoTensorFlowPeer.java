// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.datasource.IDXDataSource;
import org.tribuo.interop.tensorflow.DenseFeatureConverter;
import org.tribuo.interop.tensorflow.GradientOptimiser;
import org.tribuo.interop.tensorflow.LabelConverter;
import org.tribuo.interop.tensorflow.TensorFlowTrainer;
import org.tribuo.interop.tensorflow.example.MLPExamples;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.SimpleTransform;

/** Tribuo's TensorFlow trainer on the perceptron that it ships; its log tells epochs apart. */
public final class TribuoTensorFlowPeer {
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int width = Integer.parseInt(args[1]);
        int epochs = Integer.parseInt(args[2]);
        var train = read(folder, "train");
        var test = read(folder, "t10k");

        int[] hidden = {width, width};
        int features = train.getFeatureMap().size();
        var graph = MLPExamples.buildMLPGraph("input", features, hidden, train.getOutputs().size());
        var trainer =
                new TensorFlowTrainer<>(
                        graph.graphDef,
                        graph.outputName,
                        GradientOptimiser.GRADIENT_DESCENT,
                        Map.of("learningRate", 0.1f),
                        new DenseFeatureConverter("input"),
                        new LabelConverter(),
                        128, // training batch
                        epochs,
                        128, // test batch
                        -1); // no log of losses
        var clock = new EpochClock();
        Logger logger = Logger.getLogger(TensorFlowTrainer.class.getName());
        logger.setUseParentHandlers(false);
        logger.addHandler(clock);

        var model = trainer.train(train);
        clock.tick(); // some milliseconds late: the weights have been copied into the model

        var evaluation = new LabelEvaluator().evaluate(model, test);
        System.out.println("accuracy " + evaluation.accuracy());
    }

    private static MutableDataset<Label> read(Path folder, String set) throws IOException {
        var source =
                new IDXDataSource<>(
                        folder.resolve(set + "-images-idx3-ubyte.gz"),
                        folder.resolve(set + "-labels-idx1-ubyte.gz"),
                        new LabelFactory());
        var data = new MutableDataset<>(source);
        var scaling = new TransformationMap(List.of(SimpleTransform.div(255)));
        data.transform(data.createTransformers(scaling));
        return data;
    }

    /** Hears where an epoch starts, which is where the one before has ended. */
    private static final class EpochClock extends Handler {
        private int epochs;
        private long started;

        void tick() {
            if (epochs > 0) {
                double seconds = (System.nanoTime() - started) / 1e9;
                System.out.println("epoch " + epochs + " seconds " + seconds);
            }
            epochs++;
            started = System.nanoTime();
        }

        @Override
        public void publish(LogRecord line) {
            if (line.getMessage().startsWith("Starting epoch")) {
                tick();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
