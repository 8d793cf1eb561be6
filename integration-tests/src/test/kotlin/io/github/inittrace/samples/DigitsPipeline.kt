// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples

import io.github.inittrace.data.DatasetLoader
import io.github.inittrace.data.component1
import io.github.inittrace.data.component2
import io.github.inittrace.mlp.FeatureScaling
import io.github.inittrace.mlp.mlpClassifier
import io.github.inittrace.reports.html.run.RunReport
import io.github.inittrace.run.RunFolder
import io.github.inittrace.trace.component1
import io.github.inittrace.trace.component2
import io.github.inittrace.trace.component3
import io.github.inittrace.trace.traced
import org.tribuo.Trainer
import org.tribuo.classification.evaluation.LabelEvaluator
import org.tribuo.classification.sgd.linear.LinearSGDTrainer
import org.tribuo.classification.sgd.objectives.LogMulticlass
import org.tribuo.math.optimisers.AdaGrad
import java.nio.file.Path
import java.util.Locale

/**
 * A whole pipeline: loads digits, trains a network of ours and a linear model of Tribuo's, both
 * traced with the same two lines, compares them and writes their reports.
 */
fun main(args: Array<String>) {
    val runs = Path.of(args.firstOrNull() ?: "digits-runs")
    val (train, test) = DatasetLoader.of(DatasetLoader.DIGITS).load()
    val trainers = mapOf(
        "network" to mlpClassifier(
            hiddenLayers = listOf(32),
            epochs = 3,
            featureScaling = FeatureScaling.DIVIDE_BY_255,
        ),
        "linear" to LinearSGDTrainer(LogMulticlass(), AdaGrad(0.01), 5, Trainer.DEFAULT_SEED),
    )

    for ((name, trainer) in trainers) {
        val folder = runs.resolve(name)
        val (model, initial, history) = trainer.traced { validateOn("test", test); runFolder = folder }.run(train)

        val (before, after) = listOf(initial, model).map { LabelEvaluator().evaluate(it, test).accuracy() }
        println(
            "%s: accuracy from %.2f to %.2f in %d epochs, moved by %.3f".format(
                Locale.ROOT, name, before, after, history.last().index, history.last().total.distance,
            ),
        )
        println("  report: ${RunReport.write(RunFolder.open(folder), ::println)}")
    }
}
