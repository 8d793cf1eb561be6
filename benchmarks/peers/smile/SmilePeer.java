// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Path;
import java.util.Arrays;
import smile.base.mlp.Layer;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.math.MathEx;
import smile.math.TimeFunction;

/** Smile's MLP, which its users hand one minibatch after the other, in double. */
public final class SmilePeer {
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        int width = Integer.parseInt(args[1]);
        int epochs = Integer.parseInt(args[2]);
        var train = new Mnist(folder, "train");
        var test = new Mnist(folder, "t10k");
        double[][] x = doubles(train.images);
        int[] y = train.labels;

        var model =
                new MLP(
                        Mnist.PIXELS,
                        Layer.rectifier(width),
                        Layer.rectifier(width),
                        Layer.mle(Mnist.DIGITS, OutputFunction.SOFTMAX));
        model.setLearningRate(TimeFunction.constant(0.1));

        for (int epoch = 1; epoch <= epochs; epoch++) {
            long started = System.nanoTime();
            int[] order = MathEx.permutate(x.length);
            for (int start = 0; start < x.length; start += 128) {
                int[] batch = Arrays.copyOfRange(order, start, Math.min(start + 128, x.length));
                model.update(
                        Arrays.stream(batch).mapToObj(i -> x[i]).toArray(double[][]::new),
                        Arrays.stream(batch).map(i -> y[i]).toArray());
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.println("epoch " + epoch + " seconds " + seconds);
        }

        int right = 0;
        double[][] images = doubles(test.images);
        for (int i = 0; i < images.length; i++) {
            right += model.predict(images[i]) == test.labels[i] ? 1 : 0;
        }
        System.out.println("accuracy " + (double) right / images.length);
    }

    private static double[][] doubles(float[][] rows) {
        var copy = new double[rows.length][Mnist.PIXELS];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < Mnist.PIXELS; j++) {
                copy[i][j] = rows[i][j];
            }
        }
        return copy;
    }
}
