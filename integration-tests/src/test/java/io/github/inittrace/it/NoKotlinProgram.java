// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Path;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

/** A Java user's program, which {@link NoKotlinIT} runs without Kotlin's library. */
final class NoKotlinProgram {
    private NoKotlinProgram() {}

    public static void main(String[] args) throws IOException {
        try {
            Class.forName("kotlin.Unit");
            throw new IllegalStateException("Kotlin's library is on the class path");
        } catch (ClassNotFoundException e) {
            System.out.println("no Kotlin");
        }
        MutableDataset<Label> digits = new MutableDataset<>(new DigitsDataSource(300, 1));
        Path folder = Path.of(args[0]);
        TracedRun<Label> run =
                InitTrace.of(
                                MLPClassificationTrainer.builder()
                                        .hiddenLayers(16)
                                        .epochs(2)
                                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                        .build())
                        .validateOn("same", digits)
                        .runFolder(folder)
                        .run(digits);
        System.out.println(
                run.history().last().index() + " epochs, " + run.ending().reason().word());
        System.out.println(RunFolder.open(folder).trainedModel().isPresent());
        TracedRun<Label> stock = InitTrace.of(new LogisticRegressionTrainer()).run(digits);
        System.out.println(
                "Tribuo's own: "
                        + stock.history().last().index()
                        + " epochs, "
                        + stock.ending().reason().word());
    }
}
