// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import io.github.inittrace.alarms.AlarmKind;
import io.github.inittrace.alarms.AlarmThreshold;
import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.mlp.Adam;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.text.Numbers;
import io.github.inittrace.trace.EarlyStopping;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

class JobTest {
    private static final String NETWORK = "io.github.inittrace.mlp.MLPClassificationTrainer";

    @TempDir private Path folder;

    private static MLPClassificationTrainer network() {
        return MLPClassificationTrainer.builder()
                .hiddenLayers(5, 3)
                .epochs(3)
                .learningRate(1e-7 + 0.01)
                .optimiser(new Adam(0.8, 0.99, 1e-7))
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .seed(Long.MAX_VALUE)
                .build();
    }

    private static Job job(Trainer<Label> trainer, DatasetLoader data) throws IOException {
        return Job.of(trainer, data, Recording.full(), new JobAlarms());
    }

    private static LoadedData load(Job job) throws IOException {
        return job.data().load();
    }

    private Path table() throws IOException {
        return Files.writeString(
                folder.resolve("table.csv"),
                "z,a,label\n1,2,x\n2,1,y\n3,5,x\n4,3,y\n5,9,x\n6,4,y\n7,1,x\n8,2,y\n");
    }

    /** Enough examples that their order and every step leave their mark on the bits. */
    private Path longTable() throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("a,b,c,label\n");
        for (int i = 0; i < 500; i++) {
            for (int column = 0; column < 3; column++) {
                text.append(i % 3 + random.nextGaussian()).append(',');
            }
            text.append("xyz".charAt(i % 3)).append('\n');
        }
        return Files.writeString(folder.resolve("long.csv"), text);
    }

    @Test
    void parse_aJobThatStopsEarly_stopsEarly() throws IOException {
        EarlyStopping stopping =
                EarlyStopping.on("validation.test.loss").patience(1).minChange(100);
        DatasetLoader data = DatasetLoader.of("csv").path(longTable()).response("label");
        Job written = Job.of(network(), data, Recording.light(), new JobAlarms(), stopping);
        assertThat(Job.parse(written.toJson()).toJson()).isEqualTo(written.toJson());
        assertThat(written.id()).isNotEqualTo(job(network(), data).id());
        assertThat(job(network(), data).toJson()).doesNotContain("earlyStopping");

        LoadedData loaded = load(written);
        TracedRun<Label> run = Job.parse(written.toJson()).trace(loaded, 1).run(loaded.train());

        // A record of every tenth epoch and the last: 3 here, of 3.
        assertThat(run.ending().message())
                .isEqualTo(
                        "validation.test.loss has not become better by more than 100.0 than its "
                                + Numbers.text(run.history().first().validation().get(0).loss())
                                + " of epoch 0 for 3 epochs");
    }

    @Test
    void parse_whatAJobWrites_isThatJob() throws IOException {
        Job job =
                Job.of(
                        network(),
                        DatasetLoader.of("csv").path(table()).response("label").separator(','),
                        Recording.light()
                                .records(Schedule.every(2))
                                .lossLevels(0.5, 1e-3)
                                .matrices(Schedule.every(4))
                                .invariants(Schedule.last())
                                .pictures("hidden2.weight", Schedule.last()),
                        new JobAlarms(
                                List.of(AlarmKind.DISTANCE_JUMP),
                                List.of(AlarmKind.NON_FINITE),
                                Map.of(AlarmThreshold.NORM_RANGE, 0.25)));

        Job read = Job.parse(job.toJson());

        assertThat(read.toJson()).isEqualTo(job.toJson());
        assertThat(job.toJson())
                .contains(
                        "\"hiddenLayers\" : [ 5, 3 ]",
                        "\"class\" : \"io.github.inittrace.mlp.Adam\"",
                        "\"seed\" : 9223372036854775807",
                        "\"records\" : \"every=2\"",
                        "\"lossLevels\" : [ 0.5, 0.001 ]",
                        "\"matrices\" : \"every=4\"",
                        "\"invariants\" : \"last\"",
                        "\"response\" : \"label\"",
                        "\"stopOn\" : [ \"non_finite\" ]",
                        "\"NORM_RANGE\" : 0.25");
    }

    @Test
    void trace_ofAJobReadBack_hasTheBitsOfItsTrainer() throws IOException {
        Job job = Job.parse(job(network(), DatasetLoader.of("digits")).toJson());
        LoadedData data = load(job);

        TracedRun<Label> run = job.trace(data, 1).run(data.train());
        TracedRun<Label> again = job.trace(data, 2).run(data.train());
        TracedRun<Label> plain = InitTrace.of(network()).run(data.train());

        assertThat(run.ending().weightsSha256()).isEqualTo(plain.ending().weightsSha256());
        assertThat(again.ending().weightsSha256()).isEqualTo(plain.ending().weightsSha256());
        assertThat(run.model().getProvenance().getTrainerProvenance())
                .isEqualTo(plain.model().getProvenance().getTrainerProvenance());
        assertThat(run.record().inputShape()).containsExactly(28, 28);
        assertThat(run.history().last().validation().get(0).name()).isEqualTo("test");
    }

    @Test
    void trace_ofATable_takesItsColumnsInTheirOrder() throws IOException {
        Job job = job(network(), DatasetLoader.of("csv").path(table()).response("label"));
        LoadedData data = load(job);
        assertThat(job.trace(data, 1).run(data.train()).record().configuration())
                .containsEntry("inputOrder", "[z, a]");
    }

    @Test
    void trace_ofTribuosOwnTrainer_isTheSame() throws IOException {
        DatasetLoader table = DatasetLoader.of("csv").path(longTable()).response("label");
        Job job = Job.parse(job(new LogisticRegressionTrainer(), table).toJson());
        LoadedData data = load(job);
        assertThat(job.trace(data, 1).run(data.train()).ending().weightsSha256())
                .isEqualTo(
                        InitTrace.of(new LogisticRegressionTrainer())
                                .run(data.train())
                                .ending()
                                .weightsSha256());
    }

    @Test
    void parse_aNumberForAList_saysWhichSetting() {
        String json = "{\"trainer\": {\"class\": \"" + NETWORK + "\", \"hiddenLayers\": 512}}";
        assertThatThrownBy(() -> Job.parse(json).trace(DatasetLoader.of("digits").load(), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "expected a list for hiddenLayers of " + NETWORK + ", found '512'");
    }

    @Test
    void parse_partsLeftOut_areAsUsual() throws IOException {
        Job job =
                Job.parse(
                        "{\"trainer\": {\"class\": \""
                                + NETWORK
                                + "\", \"epochs\": 2, \"hiddenLayers\": [3]},"
                                + "\"recording\": {\"records\": \"last\"}}");
        LoadedData data = load(job);
        assertThat(job.trace(data, 1).run(data.train()).history())
                .extracting(EpochRecord::index)
                .containsExactly(0, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | a job is JSON text: ",
                "[] | the trainer of the job: expected an object with the name of its class in"
                        + " 'class'",
                "{'speed': 1} | a job is made of trainer, data, recording, alarms, earlyStopping, found"
                        + " 'speed'",
                "{'trainer': {'class': 'java.lang.Runtime'}} | the trainer of the job:"
                        + " java.lang.Runtime is no class that can be named here",
                "{'trainer': {'class': 'NETWORK', 'epoch': 3}} | the trainer of the job: NETWORK has"
                        + " no setting 'epoch'; expected one of activation, batchSize, bias, ",
                "{'trainer': {'class': 'NETWORK', 'epochs': -1}} | the trainer of the job: the number"
                        + " of epochs must not be negative, found -1",
                "{'trainer': {'class': 'NETWORK', 'epochs': 'many'}} | the trainer of the job:"
                        + " expected a whole number for epochs of NETWORK, found 'many'",
                "{'trainer': {'class': 'NETWORK', 'hiddenLayers': [4, 4.7]}} | the trainer of the"
                        + " job: expected a whole number for hiddenLayers of NETWORK, found '4.7'",
                "{'trainer': {'class': 'NETWORK', 'epochs': 99999999999}} | the trainer of the job:"
                        + " expected a whole number of 32 bits for epochs of NETWORK, found"
                        + " '99999999999'",
                "{'trainer': {'class': 'NETWORK', 'learningRate': ''}} | the trainer of the job:"
                        + " expected a number for learningRate of NETWORK, found ''",
                "{'trainer': {'class': 'NETWORK', 'hiddenLayers': [[4]]}} | the trainer of the job:"
                        + " expected a whole number for hiddenLayers of NETWORK, found a list",
                "{'trainer': {'class': 'NETWORK', 'epochs': [3]}} | the trainer of the job:"
                        + " expected a single value for epochs of NETWORK, found a list",
                "{'trainer': {'class': 'NETWORK', 'optimiser': {}}} | the trainer of the job:"
                        + " expected an object with the name of its class for optimiser of NETWORK,"
                        + " found an object",
                "{'trainer': {'class': 'NETWORK', 'activation': 'STEP'}} | the trainer of the job:"
                        + " expected one of RELU, SIGMOID, TANH for activation of NETWORK, found"
                        + " 'STEP'",
                "{'trainer': {'class': 'io.github.inittrace.mlp.SGD'}} | the trainer of the job:"
                        + " expected a trainer, found io.github.inittrace.mlp.SGD",
                "{'trainer': {'class': 'NETWORK'}, 'data': {'name': 'cats'}} | the data of the job:"
                        + " the data set must be one of digits, mnist, ",
                "{'trainer': {'class': 'NETWORK'}, 'recording': {'records': 'never'}} | the"
                        + " recording of the job: the last epoch of a run is always recorded: ",
                "{'trainer': {'class': 'NETWORK'}, 'alarms': {'stopOn': ['fire']}} | the alarms of"
                        + " the job: expected one of [",
            })
    void parse_whatIsNoJob_isRefusedInOneSentence(String json, String sentence) {
        assertThatThrownBy(() -> Job.parse(json.replace('\'', '"').replace("NETWORK", NETWORK)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(sentence.replace("NETWORK", NETWORK))
                .hasMessageNotContaining("\n");
    }

    private void refused(byte[] content, String complaint) throws IOException {
        Path file = Files.write(folder.resolve("job.json"), content);
        assertThatThrownBy(() -> Job.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + file + ": " + complaint);
    }

    @Test
    void read_aFileThatIsNoText_saysSoInAFewWords() throws IOException {
        refused(
                "{\"trainer\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1),
                "a job is JSON text: Invalid UTF-8 start byte 0xff");
        refused(
                new byte[] {0, 0, 0, '{', 1, 2, 3, 4},
                "a job is JSON text: expected UTF-8, found something else");
        refused(
                ("{\"trainer\":" + "[".repeat(5000)).getBytes(StandardCharsets.UTF_8),
                "a job is JSON text: Document nesting depth (1001) exceeds the maximum allowed"
                        + " (1000)");
        Files.delete(folder.resolve("job.json"));
        Path none = folder.resolve("job.json");
        assertThatThrownBy(() -> Job.read(none))
                .hasMessage("cannot read " + none + ": it does not exist");
    }

    @Test
    void read_aFileWithAByteOrderMark_isThatJob() throws IOException {
        Job job = job(network(), DatasetLoader.of("digits"));
        Path file = Files.writeString(folder.resolve("job.json"), "\uFEFF" + job.toJson());

        assertThat(Job.read(file).toJson()).isEqualTo(job.toJson());
        assertThat(Job.idIn(file)).isEqualTo(job.id());
    }

    /** So that a configuration's error says of which property. */
    @Test
    void configuration_ofAWrongDataSetOrAlarm_isAPropertyException() {
        assertProperty(DatasetLoader.class, "name", "mnst", "found 'mnst'");
        assertProperty(JobAlarms.class, "stopOn", "fire", "found 'fire'");
    }

    private static void assertProperty(Class<?> part, String name, String value, String message) {
        ConfigurationManager manager = new ConfigurationManager();
        Map<String, Property> properties = new HashMap<>();
        properties.put(
                name,
                name.equals("stopOn")
                        ? new ListProperty(List.of(new SimpleProperty(value)))
                        : new SimpleProperty(value));
        manager.addConfiguration(
                List.of(new ConfigurationData("part", part.getName(), properties)));
        assertThatThrownBy(() -> manager.lookup("part"))
                .isInstanceOf(PropertyException.class)
                .hasMessageContaining("Property: " + name + ",")
                .hasMessageContaining(message);
    }

    @Test
    void wrongLabels_areNamedOnlyWhereTheyAreAskedFor() throws IOException {
        Job clean = job(network(), DatasetLoader.of("digits"));
        Job noisy = job(network(), DatasetLoader.of("digits").labelNoise(0.2).labelNoiseSeed(5L));

        assertThat(clean.toJson()).doesNotContain("labelNoise");
        assertThat(noisy.id()).isNotEqualTo(clean.id());
        assertThat(Job.parse(noisy.toJson()).id()).isEqualTo(noisy.id());
        assertThat(load(Job.parse(noisy.toJson())).train().getProvenance().toString())
                .contains("share=0.2,seed=5");
    }
}
