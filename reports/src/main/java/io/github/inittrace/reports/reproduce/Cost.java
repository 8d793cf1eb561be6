// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.sweep.PlannedRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * About how long plans take on this machine, by one core: small trainings are timed, and time is taken
 * to grow evenly with the number of parameters. A full batch takes as long as minibatches of the same
 * examples. Expect it to be off by a factor of two.
 */
public final class Cost {
    private static final int NARROW = 10;
    private static final int WIDE = 256;

    /** A fresh loss of so many examples and the test set, at every record. */
    private static final int EVALUATED = 20_000;

    /** An evaluation is a pass forwards, a step one forwards and two backwards. */
    private static final double FORWARD = 1 / 3.0;

    /** How long trainings are that are timed: what both need once cancels out. */
    private static final int SHORT = 5;

    private static final int LONG = 20;

    /** What an example takes at each step, and what more by each parameter. */
    private final double perExample;

    private final double perParameter;

    private Cost(double perExample, double perParameter) {
        this.perExample = perExample;
        this.perParameter = perParameter;
    }

    /** Times this machine, which takes some seconds. */
    public static Cost measure() {
        MutableDataset<Label> digits = new MutableDataset<>(DigitsDataSource.training());
        seconds(digits, NARROW, LONG); // the first training compiles the code
        double narrow = perExample(digits, NARROW);
        double wide = perExample(digits, WIDE);
        long few = parameters(List.of(NARROW, NARROW), 784, 10);
        long many = parameters(List.of(WIDE, WIDE), 784, 10);
        double perParameter = Math.max(0, (wide - narrow) / (many - few));
        return new Cost(Math.max(0, narrow - perParameter * few), perParameter);
    }

    private static double perExample(MutableDataset<Label> digits, int width) {
        double more = seconds(digits, width, LONG) - seconds(digits, width, SHORT);
        return Math.max(0, more) / ((double) (LONG - SHORT) * digits.size());
    }

    private static double seconds(MutableDataset<Label> digits, int width, int epochs) {
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(width, width)
                        .epochs(epochs)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .workers(1)
                        .build();
        long start = System.nanoTime();
        trainer.train(digits);
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * The seconds of one core that the runs of plans take.
     *
     * @param plans the names of plans
     * @param dataset what they are trained on, as {@code --dataset} calls it
     * @throws IOException if this jar lacks a plan
     */
    public double coreSeconds(List<String> plans, Scale scale, String dataset) throws IOException {
        double seconds = 0;
        for (String plan : plans) {
            for (PlannedRun run : PlanResource.read(plan, scale, Map.of()).runs()) {
                seconds += coreSeconds(run.settings(), dataset);
            }
        }
        return seconds;
    }

    private double coreSeconds(Map<String, String> run, String dataset) {
        boolean isHasy = dataset.equals(DatasetLoader.HASYV2);
        boolean isDrawn = dataset.equals(DatasetLoader.DIGITS);
        int examples = isHasy ? 151_241 : isDrawn ? DigitsDataSource.TRAINING_COUNT : 60_000;
        List<Integer> hidden =
                List.of(run.getOrDefault("hidden", "512,512").split(",")).stream()
                        .map(size -> Integer.valueOf(size.strip()))
                        .toList();
        long parameters = parameters(hidden, isHasy ? 1024 : 784, isHasy ? 369 : 10);
        double epochs = Double.parseDouble(run.getOrDefault("epochs", "10"));
        double records = epochs / Double.parseDouble(run.getOrDefault("record-every", "10"));
        double visits = epochs * examples + records * EVALUATED * FORWARD;
        return visits * (perExample + perParameter * parameters);
    }

    private static long parameters(List<Integer> hidden, int inputs, int outputs) {
        long parameters = 0;
        long before = inputs;
        for (int size : hidden) {
            parameters += (before + 1) * size;
            before = size;
        }
        return parameters + (before + 1) * outputs;
    }
}
