// SPDX-License-Identifier: Apache-2.0
import io.github.inittrace.data.IDXImageDataSource;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;

/** InitTrace's trainer, observed by a listener, whose seconds hold no evaluation. */
public final class InitTracePeer {
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int width = Integer.parseInt(args[1]);
        var trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(width, width)
                        .learningRate(0.1)
                        .batchSize(128)
                        .epochs(Integer.parseInt(args[2]))
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        TrainingListener<Label> clock =
                end -> {
                    if (end.index() > 0) {
                        System.out.println("epoch " + end.index() + " seconds " + end.seconds());
                    }
                };

        var observation = new Observation<>(List.of(clock), Map.of(), 100);
        var model = trainer.train(read(folder, "train"), Map.of(), 0, observation);

        var evaluation = new LabelEvaluator().evaluate(model, read(folder, "t10k"));
        System.out.println("accuracy " + evaluation.accuracy());
    }

    private static MutableDataset<Label> read(Path folder, String set) throws IOException {
        return new MutableDataset<>(
                new IDXImageDataSource(
                        folder.resolve(set + "-images-idx3-ubyte.gz"),
                        folder.resolve(set + "-labels-idx1-ubyte.gz")));
    }
}
