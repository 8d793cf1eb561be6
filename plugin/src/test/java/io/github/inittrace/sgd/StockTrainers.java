// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.optimisers.AdaDelta;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.AdaGradRDA;
import org.tribuo.math.optimisers.Adam;
import org.tribuo.math.optimisers.ParameterAveraging;
import org.tribuo.math.optimisers.Pegasos;
import org.tribuo.math.optimisers.RMSProp;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Small data for each task, and every optimiser that Tribuo ships. */
final class StockTrainers {
    private static final int FEATURES = 5;

    private StockTrainers() {}

    /** Three classes that a linear model can tell apart, mostly. */
    static Dataset<Label> labels(int size, long seed) {
        return dataset(
                size,
                seed,
                new LabelFactory(),
                x -> new Label(x[0] > x[1] ? "a" : x[2] > 0 ? "b" : "c"));
    }

    /** Two labels that may come together. */
    static Dataset<MultiLabel> multiLabels(int size, long seed) {
        return dataset(
                size,
                seed,
                new MultiLabelFactory(),
                x -> {
                    Set<Label> labels = new HashSet<>();
                    if (x[0] > 0) {
                        labels.add(new Label("up"));
                    }
                    if (x[1] > x[2]) {
                        labels.add(new Label("left"));
                    }
                    return new MultiLabel(labels);
                });
    }

    /** Two targets, linear but for some noise. */
    static Dataset<Regressor> regressors(int size, long seed) {
        return dataset(
                size,
                seed,
                new RegressionFactory(),
                x ->
                        new Regressor(
                                new String[] {"first", "second"},
                                new double[] {x[0] - x[1] + 0.3 * x[2] * x[3], 2 * x[4] + 1}));
    }

    private interface Rule<T> {
        T of(double[] x);
    }

    private static <T extends Output<T>> Dataset<T> dataset(
            int size, long seed, OutputFactory<T> factory, Rule<T> rule) {
        Random random = new Random(seed);
        String[] names = new String[FEATURES];
        for (int i = 0; i < FEATURES; i++) {
            names[i] = "f" + i;
        }
        List<Example<T>> examples = new ArrayList<>();
        for (int n = 0; n < size; n++) {
            double[] x = random.doubles(FEATURES, -1, 1).toArray();
            examples.add(new ArrayExample<>(rule.of(x), names, x));
        }
        MutableDataset<T> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("drawn", factory), factory);
        examples.forEach(dataset::add);
        return dataset;
    }

    /** Every optimiser of Tribuo, and parameter averaging over each. */
    static Map<String, Supplier<StochasticGradientOptimiser>> optimisers() {
        Map<String, Supplier<StochasticGradientOptimiser>> plain = new LinkedHashMap<>();
        plain.put("SGD", () -> SGD.getSimpleSGD(0.05));
        plain.put("SGD momentum", () -> SGD.getSimpleSGD(0.001, 0.9, SGD.Momentum.STANDARD));
        plain.put("SGD Nesterov", () -> SGD.getSimpleSGD(0.001, 0.9, SGD.Momentum.NESTEROV));
        plain.put("SGD linear decay", () -> SGD.getLinearDecaySGD(0.01));
        plain.put("SGD sqrt decay", () -> SGD.getSqrtDecaySGD(0.01));
        plain.put("AdaGrad", () -> new AdaGrad(0.1, 0.1));
        plain.put("AdaDelta", () -> new AdaDelta(0.95, 1e-6));
        plain.put("Adam", () -> new Adam(0.01, 0.9, 0.999, 1e-6));
        plain.put("RMSProp", () -> new RMSProp(0.01, 0.9, 1e-6, 0.01));
        plain.put("Pegasos", () -> new Pegasos(0.1, 0.1));
        plain.put("AdaGradRDA", () -> new AdaGradRDA(0.1, 0.1, 1e-4, 1e-4, 10));
        Map<String, Supplier<StochasticGradientOptimiser>> all = new LinkedHashMap<>(plain);
        plain.forEach(
                (name, inner) ->
                        all.put("averaged " + name, () -> new ParameterAveraging(inner.get())));
        return all;
    }
}
