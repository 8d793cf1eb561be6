// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** The README's samples are these files, and they work. */
class ReadmeSamplesIT {
    private static final Path ROOT = Path.of(System.getProperty("inittrace.root", ".."));
    private static final Path SOURCES = ROOT.resolve("integration-tests/src/test");
    private static final Path HERE = Path.of("io/github/inittrace/samples");
    private static final Dataset<Label> TRAIN = new MutableDataset<>(new DigitsDataSource(1280, 1));
    private static final Dataset<Label> TEST = new MutableDataset<>(new DigitsDataSource(200, 2));

    @Test
    void java_sample_runsAsPrinted(@TempDir Path temp) throws IOException {
        Path folder = temp.resolve("run");
        List<Model<Label>> models = FirstRun.of(TRAIN, TEST, folder);
        assertThat(models.get(0)).isNotEqualTo(models.get(1));
        assertThat(RunFolder.open(folder).history().last().index()).isEqualTo(5);
        assertPrinted("FirstRun.java", part(SOURCES.resolve("java"), "FirstRun.java"));
    }

    @Test
    void kotlin_sample_runsAsPrintedAndStopsEarly() throws IOException {
        TracedRun<Label> run = FirstRunInKotlinKt.firstRunInKotlin(TRAIN, TEST);
        assertThat(run.ending().reason()).isEqualTo("stopped");
        assertThat(run.ending().message()).isEqualTo("good enough");
        assertThat(run.history().last().epochEndLoss()).isLessThan(0.2);
        assertPrinted("FirstRun.kt", part(SOURCES.resolve("kotlin"), "FirstRunInKotlin.kt"));
    }

    @Test
    void olcut_sample_configuresTheTrainer() throws IOException {
        Path file = SOURCES.resolve("resources").resolve(HERE).resolve("mlp.xml");
        ConfigurationManager manager = new ConfigurationManager(file.toString());
        MLPClassificationTrainer trainer = (MLPClassificationTrainer) manager.lookup("mlp");
        assertThat(trainer)
                .hasToString(
                        "MLPClassificationTrainer(hiddenLayers=[256, 256],activation=RELU,"
                                + "optimiser=SGD,learningRate=0.1,schedule=ConstantRate,"
                                + "batchSize=128,epochs=10,seed=12345,shuffle=true,bias=true,"
                                + "initialiser=GLOROT_UNIFORM,biasInitialiser=ZERO,"
                                + "featureScaling=DIVIDE_BY_255)");
        assertPrinted("mlp.xml", Files.readString(file).strip());
    }

    private static void assertPrinted(String sample, String code) throws IOException {
        Matcher block =
                Pattern.compile(
                                "<!-- sample: "
                                        + Pattern.quote(sample)
                                        + " -->\n```\\w+\n(.*?)\n```\n",
                                Pattern.DOTALL)
                        .matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(block.find()).as("README shows " + sample).isTrue();
        assertThat(block.group(1)).isEqualTo(code);
    }

    /** What stands between the two marks, without its indentation. */
    private static String part(Path sources, String file) throws IOException {
        String text = Files.readString(sources.resolve(HERE).resolve(file));
        int from = text.indexOf("// README: begin\n") + "// README: begin\n".length();
        return text.substring(from, text.lastIndexOf('\n', text.indexOf("// README: end")))
                .stripIndent()
                .strip();
    }
}
