// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.it.Pages;
import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationModel;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.pigmm.Ensemble;
import io.github.inittrace.pigmm.SquareModel;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/** The pages' samples are these files, and they work. */
class PageSamplesIT {
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
    void kotlin_sample_runsAsPrintedAndStopsEarly(@TempDir Path folder) throws IOException {
        TracedRun<Label> run = FirstRunInKotlinKt.firstRunInKotlin(TRAIN, TEST, folder);
        assertThat(run.ending().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(run.ending().message()).isEqualTo("good enough");
        assertThat(run.history().last().epochEndLoss()).isLessThan(0.2);
        assertPrinted("FirstRun.kt", part(SOURCES.resolve("kotlin"), "FirstRunInKotlin.kt"));
    }

    @Test
    void earlyStopping_samples_giveTheBestModel(@TempDir Path temp) throws IOException {
        // Too large a rate: the network is best soon, if ever.
        Trainer<Label> trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(8)
                        .learningRate(2)
                        .epochs(60)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        Model<Label> java = StopEarly.of(trainer, TRAIN, TEST, temp.resolve("java"));
        trainer.setInvocationCount(0);
        TracedRun<Label> kotlin =
                StopEarlyInKotlinKt.stopEarlyInKotlin(trainer, TRAIN, TEST, temp.resolve("kt"));
        assertThat(kotlin.ending().reason()).isEqualTo(EndReason.STOPPED);
        assertThat(kotlin.best().index()).isEqualTo(kotlin.ending().epochs() - 5);
        assertThat(kotlin.model()).isSameAs(kotlin.best().model());
        assertThat(((MLPClassificationModel) java).tensor("output.weight").values())
                .isEqualTo(
                        ((MLPClassificationModel) kotlin.model()).tensor("output.weight").values());
        assertPrinted("StopEarly.java", part(SOURCES.resolve("java"), "StopEarly.java"));
        assertPrinted("StopEarly.kt", part(SOURCES.resolve("kotlin"), "StopEarlyInKotlin.kt"));
    }

    @Test
    void olcut_sample_tracesTheTrainer(@TempDir Path temp) throws IOException {
        String xml =
                Files.readString(SOURCES.resolve("resources").resolve(HERE).resolve("traced.xml"));
        assertPrinted("traced.xml", xml.strip());
        Path runs = temp.resolve("runs");
        Path file =
                Files.writeString(
                        temp.resolve("traced.xml"),
                        xml.replace("value=\"runs\"", "value=\"" + runs + "\""));

        @SuppressWarnings("unchecked") // the configuration is of a trainer for labels
        Trainer<Label> traced =
                (Trainer<Label>) new ConfigurationManager(file.toString()).lookup("traced");
        Model<Label> model = traced.train(TRAIN);
        traced.train(TRAIN);

        Trainer<Label> alone =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(64, 64)
                        .epochs(5)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        Model<Label> untraced = alone.train(TRAIN);
        assertThat(((MLPClassificationModel) model).tensor("hidden1.weight").values())
                .isEqualTo(((MLPClassificationModel) untraced).tensor("hidden1.weight").values());
        assertThat(model.getProvenance().getTrainerProvenance())
                .isEqualTo(untraced.getProvenance().getTrainerProvenance());
        assertThat(RunFolder.open(runs.resolve("run-0001")).history().last().validation())
                .extracting(ValidationRecord::name, ValidationRecord::examples)
                .containsExactly(tuple("test", 200));
        assertThat(runs).isDirectoryContaining(path -> path.endsWith("run-0002"));
    }

    @Test
    void sweep_sample_trainsAllItsRuns(@TempDir Path folder) throws IOException {
        assertThat(ManyRuns.of(folder.resolve("sweep")))
                .extracting(result -> result.state())
                .hasSize(4)
                .containsOnly(RunResult.State.FINISHED);
        assertThat(ManyRunsInKotlinKt.manyRunsInKotlin(folder.resolve("kotlin")))
                .extracting(result -> result.state())
                .hasSize(4)
                .containsOnly(RunResult.State.FINISHED);
        assertPrinted("ManyRuns.java", part(SOURCES.resolve("java"), "ManyRuns.java"));
        assertPrinted(
                "ManyRunsInKotlin.kt", part(SOURCES.resolve("kotlin"), "ManyRunsInKotlin.kt"));
    }

    @Test
    void resume_sample_trainsTheRest(@TempDir Path temp) throws IOException {
        assertThat(GoOn.of(TRAIN, TEST, temp.resolve("run")).history().last().index()).isEqualTo(4);
        assertPrinted("GoOn.java", part(SOURCES.resolve("java"), "GoOn.java"));
    }

    @Test
    void replay_samples_sayThatTheBitsAreTheSame(@TempDir Path temp) throws IOException {
        Path folder = temp.resolve("run");
        FirstRun.of(TRAIN, TEST, folder);
        assertThat(Again.of(folder)).isEqualTo("the same bits");
        assertThat(AgainInKotlinKt.againInKotlin(folder)).isEqualTo("the same bits");
        assertPrinted("Again.java", part(SOURCES.resolve("java"), "Again.java"));
        assertPrinted("Again.kt", part(SOURCES.resolve("kotlin"), "AgainInKotlin.kt"));
    }

    @Test
    void start_samples_beginWithPyTorchsWeights() throws IOException {
        Path onnx = SOURCES.resolve("resources/io/github/inittrace/it/same-start/start-gemm.onnx");
        TracedRun<Label> java = FromElsewhere.of(onnx, TRAIN);
        TracedRun<Label> kotlin = FromElsewhereInKotlinKt.fromElsewhereInKotlin(onnx, TRAIN);
        // what numpy says of the file's 0.weight
        assertThat(java.history().first().tensors().get(0).norm())
                .isEqualTo(3.263755391815692, within(1e-6));
        assertThat(kotlin.history().last().total().distance())
                .isEqualTo(java.history().last().total().distance());
        assertPrinted("FromElsewhere.java", part(SOURCES.resolve("java"), "FromElsewhere.java"));
        assertPrinted(
                "FromElsewhere.kt", part(SOURCES.resolve("kotlin"), "FromElsewhereInKotlin.kt"));
    }

    @Test
    void readBack_samples_findTheRecordedAccuracy(@TempDir Path temp) throws IOException {
        Path folder = temp.resolve("run");
        FirstRun.of(TRAIN, TEST, folder);
        Double recorded = RunFolder.open(folder).history().last().validation().get(0).accuracy();
        assertThat(ReadBack.of(folder, TEST)).isEqualTo(recorded);
        assertThat(ReadBackInKotlinKt.readBackInKotlin(folder, TEST)).isEqualTo(recorded);
        assertPrinted("ReadBack.java", part(SOURCES.resolve("java"), "ReadBack.java"));
        assertPrinted("ReadBack.kt", part(SOURCES.resolve("kotlin"), "ReadBackInKotlin.kt"));
    }

    @Test
    void diff_samples_findTheRecordedDistance(@TempDir Path temp) throws IOException {
        Path folder = temp.resolve("run");
        FirstRun.of(TRAIN, TEST, folder);
        RunFolder run = RunFolder.open(folder);
        TensorMeasures recorded = run.history().last().tensors().get(0);
        Path before = run.initialModel().orElseThrow();
        Path after = run.trainedModel().orElseThrow();
        // Tribuo's own weights are double, their files float32.
        assertThat(Differ.of(before, after).get(recorded.name()))
                .isCloseTo(recorded.distance(), withinPercentage(1e-4));
        assertPrinted("Differ.java", part(SOURCES.resolve("java"), "Differ.java"));

        Path again = temp.resolve("kotlin");
        FirstRunInKotlinKt.firstRunInKotlin(TRAIN, TEST, again);
        RunFolder network = RunFolder.open(again);
        assertThat(
                        DifferInKotlinKt.differInKotlin(
                                network.initialModel().orElseThrow(),
                                network.trainedModel().orElseThrow()))
                .isEqualTo(network.history().last().tensors().get(0).distance());
        assertPrinted("Differ.kt", part(SOURCES.resolve("kotlin"), "DifferInKotlin.kt"));
    }

    @Test
    void import_samples_recordWhatTheFilesHold(@TempDir Path temp) throws IOException {
        Path folder = temp.resolve("run");
        FirstRun.of(TRAIN, TEST, folder);
        Path weights = Files.createDirectory(temp.resolve("weights"));
        Files.copy(folder.resolve("initial.onnx"), weights.resolve("epoch-0.onnx"));
        Files.copy(folder.resolve("trained.onnx"), weights.resolve("epoch-5.onnx"));
        Path losses = Files.writeString(temp.resolve("losses.csv"), "epoch,test.loss\n5,0.25\n");
        TracedRun<Label> java = Import.of(weights, losses, temp.resolve("java"));
        TracedRun<Label> kotlin =
                ImportInKotlinKt.importInKotlin(weights, losses, temp.resolve("kotlin"));
        assertThat(java.history().last().validation().get(0).loss()).isEqualTo(0.25);
        assertThat(kotlin.history().last().total()).isEqualTo(java.history().last().total());
        assertPrinted("Import.java", part(SOURCES.resolve("java"), "Import.java"));
        assertPrinted("Import.kt", part(SOURCES.resolve("kotlin"), "ImportInKotlin.kt"));
    }

    @Test
    void comingFrom_samples_keepAndStopAsTheCallbacksDo(@TempDir Path temp) throws IOException {
        TracedRun<Label> java =
                ComingFrom.of(TRAIN, TEST, temp.resolve("java"), temp.resolve("logs"));
        TracedRun<Label> kotlin =
                ComingFromInKotlinKt.comingFromInKotlin(
                        TRAIN, TEST, temp.resolve("kotlin"), temp.resolve("logs"));
        assertThat(temp.resolve("java")).isDirectoryContaining("glob:**/best.onnx");
        assertThat(temp.resolve("java/checkpoints/epoch-000010.onnx")).isRegularFile();
        assertThat(temp.resolve("logs/java")).isNotEmptyDirectory();
        assertThat(temp.resolve("logs/kotlin")).isNotEmptyDirectory();
        assertThat(java.model()).isSameAs(java.best().model());
        assertThat(kotlin.history().last().total()).isEqualTo(java.history().last().total());
        assertPrinted("ComingFrom.java", part(SOURCES.resolve("java"), "ComingFrom.java"));
        assertPrinted("ComingFrom.kt", part(SOURCES.resolve("kotlin"), "ComingFromInKotlin.kt"));
    }

    @Test
    void ensemble_sample_observesEveryNetwork() throws IOException {
        Ensemble ensemble = Ensembles.of(TRAIN);
        assertThat(ensemble.count()).isEqualTo(12);
        assertThat(SquareModel.fit(ensemble).singularBlocks()).isEmpty();
        assertPrinted("Ensembles.java", part(SOURCES.resolve("java"), "Ensembles.java"));
    }

    @Test
    void test_samples_areThoseThatRunBesideThisOne() throws IOException {
        assertPrinted(
                "DigitsTrainingIT.java", part(SOURCES.resolve("java"), "DigitsTrainingIT.java"));
        assertPrinted(
                "DigitsTrainingIT.kt",
                part(SOURCES.resolve("kotlin"), "DigitsTrainingInKotlinIT.kt"));
    }

    @Test
    void report_sample_leavesTheReportInTargetEveryTime() throws IOException {
        Trainer<Label> trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(4)
                        .epochs(1)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        for (int i = 0; i < 2; i++) {
            Path java = Report.of(trainer, TRAIN, TEST);
            Path kotlin = ReportInKotlinKt.reportInKotlin(trainer, TRAIN, TEST);
            assertThat(java).isEqualTo(Path.of("target/inittrace/digits/report/index.html"));
            assertThat(kotlin).isEqualTo(java).isRegularFile();
        }
        assertPrinted("Report.java", part(SOURCES.resolve("java"), "Report.java"));
        assertPrinted("Report.kt", part(SOURCES.resolve("kotlin"), "ReportInKotlin.kt"));
    }

    private static void assertPrinted(String sample, String code) throws IOException {
        assertThat(Pages.sample(sample).stripTrailing()).isEqualTo(code);
    }

    /** What stands between the two marks, without its indentation. */
    private static String part(Path sources, String file) throws IOException {
        String text = Files.readString(sources.resolve(HERE).resolve(file));
        int from = text.indexOf("// sample: begin\n") + "// sample: begin\n".length();
        return text.substring(from, text.lastIndexOf('\n', text.indexOf("// sample: end")))
                .stripIndent()
                .strip();
    }
}
