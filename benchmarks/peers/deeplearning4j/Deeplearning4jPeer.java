// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j's MultiLayerNetwork, its data in one array that every epoch shuffles. */
public final class Deeplearning4jPeer {
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        int width = Integer.parseInt(args[1]);
        int epochs = Integer.parseInt(args[2]);
        DataSet train = read(folder, "train");
        DataSet test = read(folder, "t10k");

        var configuration =
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .weightInit(WeightInit.XAVIER_UNIFORM)
                        .activation(Activation.RELU)
                        .updater(new Sgd(0.1))
                        .list()
                        .layer(new DenseLayer.Builder().nIn(Mnist.PIXELS).nOut(width).build())
                        .layer(new DenseLayer.Builder().nOut(width).build())
                        .layer(
                                new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                                        .activation(Activation.SOFTMAX)
                                        .nOut(Mnist.DIGITS)
                                        .build())
                        .build();
        var network = new MultiLayerNetwork(configuration);
        network.init();

        for (int epoch = 1; epoch <= epochs; epoch++) {
            long started = System.nanoTime();
            train.shuffle(epoch);
            network.fit(new ViewIterator(train, 128));
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.println("epoch " + epoch + " seconds " + seconds);
        }

        System.out.println("accuracy " + network.evaluate(new ViewIterator(test, 1000)).accuracy());
        System.exit(0); // threads of its own would keep the process
    }

    private static DataSet read(Path folder, String set) {
        var mnist = new Mnist(folder, set);
        return new DataSet(Nd4j.create(mnist.images), Nd4j.create(mnist.oneHot()));
    }
}
