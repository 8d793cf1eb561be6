// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import picocli.CommandLine;

/** The value of every option of {@code run} arrives where it belongs, and nowhere else. */
class RunOptionsTest {
    /** What is no part of a training: where it goes, what is said of it, and how many threads. */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "out",
                    "force",
                    "workers",
                    "quiet",
                    "single-file",
                    "report-every",
                    "tensorboard",
                    "help",
                    "version");

    /**
     * An option and its value, with what is set besides, maybe the option to another value; then
     * every setting of the job that this changes, and what it is then. START is the file of a
     * network.
     */
    private static final String TABLE =
            """
            dataset=mnist -> data/name "mnist"
            data-dir=START -> data/path "START"
            response=kind -> data/response "kind"
            separator=tab -> data/separator "\\t"
            encoding=windows-1251 -> data/encoding "windows-1251"
            header=a,b,kind -> data/header ["a","b","kind"]
            no-header=true -> data/noHeader true
            allow-one-class=true -> data/allowOneClass true
            test-fraction=0.375 -> data/testFraction 0.375
            fold=7 -> data/fold 7
            invert=true -> data/invert true
            label-noise=0.125 -> data/labelNoise 0.125
            label-noise-seed=99 with label-noise=0.5 -> data/labelNoiseSeed 99
            hidden=7,6,5 -> trainer/hiddenLayers [7,6,5]
            epochs=17 -> trainer/epochs 17
            learning-rate=0.375 -> trainer/learningRate 0.375
            batch-size=37 -> trainer/batchSize 37
            seed=99 -> trainer/seed 99
            stack=4 -> trainer/stack 4
            scaling=MINUS_ONE_TO_ONE -> trainer/featureScaling "MINUS_ONE_TO_ONE"
            input-layout=SPARSE -> trainer/inputLayout "SPARSE"
            no-bias=true -> trainer/bias false
            no-shuffle=true -> trainer/shuffle false
            activation=TANH -> trainer/activation "TANH"
            init=HE_NORMAL -> trainer/initialiser/distribution "HE_NORMAL"
            init-scale=0.375 with init=NORMAL init-scale=1 -> trainer/initialiser/scale 0.375
            bias-init=FAN_IN_UNIFORM -> trainer/biasInitialiser/distribution "FAN_IN_UNIFORM"
            bias-scale=0.375 with bias-init=UNIFORM bias-scale=1
                -> trainer/biasInitialiser/scale 0.375
            freeze=hidden1.weight,output.bias -> trainer/frozen ["hidden1.weight","output.bias"]
            mark=a -> trainer/mark/class "mlp.WeightMask"
                -> trainer/mark/rows []
                -> trainer/mark/tensor "hidden2.weight"
                -> trainer/mark/zeroed "SURROUNDINGS"
            mark-zeroes=LETTER with mark=a -> trainer/mark/zeroed "LETTER"
            start-from=START -> trainer/hiddenLayers [3]
                -> trainer/startFrom "START"
                -> trainer/startFromSha256 "HASH"
                -> trainer/initialiser/class gone
                -> trainer/initialiser/distribution gone
                -> trainer/initialiser/scale gone
                -> trainer/biasInitialiser/class gone
                -> trainer/biasInitialiser/distribution gone
                -> trainer/biasInitialiser/scale gone
            start-labels=u,v with start-from=START -> trainer/startLabels ["u","v"]
            start-features=x,y with start-from=START -> trainer/startFeatures ["x","y"]
            full-batch=true -> trainer/fullBatch true
            loss=KERAS_CLIP -> trainer/loss/class "mlp.ClippedCrossEntropy"
                -> trainer/loss/epsilon 1.0E-7
            loss-epsilon=0.0625 with loss=KERAS_CLIP -> trainer/loss/epsilon 0.0625
            class-weights=9=0.5 -> trainer/classWeights/balanced false
                -> trainer/classWeights/class "mlp.ClassWeights"
                -> trainer/classWeights/labels ["9"]
                -> trainer/classWeights/weights [0.5]
            optimiser=ADAM with learning-rate=0.5 -> trainer/optimiser/beta1 0.9
                -> trainer/optimiser/beta2 0.999
                -> trainer/optimiser/class "mlp.Adam"
                -> trainer/optimiser/epsilon 1.0E-8
                -> trainer/optimiser/momentum gone
            optimiser=ADAM with optimiser=SGD -> trainer/learningRate 0.001
                -> trainer/optimiser/beta1 0.9
                -> trainer/optimiser/beta2 0.999
                -> trainer/optimiser/class "mlp.Adam"
                -> trainer/optimiser/epsilon 1.0E-8
                -> trainer/optimiser/momentum gone
            momentum=0.375 -> trainer/optimiser/momentum 0.375
            beta1=0.375 with optimiser=ADAM -> trainer/optimiser/beta1 0.375
            beta2=0.375 with optimiser=ADAM -> trainer/optimiser/beta2 0.375
            epsilon=0.0625 with optimiser=ADAM -> trainer/optimiser/epsilon 0.0625
            bias-gradient=SCALAR_SUM -> trainer/biasGradient "SCALAR_SUM"
            weight-decay=0.0625 -> trainer/weightDecay 0.0625
            clip=1.5 -> trainer/gradientClipping 1.5
            schedule=COSINE -> trainer/schedule/class "mlp.CosineRate"
            rate-drop=0.375 with schedule=STEP -> trainer/schedule/drop 0.375
            rate-drop=0.375 with schedule=PLATEAU -> trainer/schedule/drop 0.375
            rate-drop=0.375 with schedule=MULTI_STEP rate-after=4 -> trainer/schedule/drop 0.375
            rate-every=7 with schedule=STEP -> trainer/schedule/every 7
            rate-after=3,5 with schedule=MULTI_STEP rate-after=4 -> trainer/schedule/after [3,5]
            rate-power=2.5 with schedule=POLYNOMIAL -> trainer/schedule/power 2.5
            rate-patience=7 with schedule=PLATEAU -> trainer/schedule/patience 7
            rate-min-change=0.0625 with schedule=PLATEAU -> trainer/schedule/minChange 0.0625
            rate-cooldown=7 with schedule=PLATEAU -> trainer/schedule/cooldown 7
            rate-lowest=0.0625 with schedule=PLATEAU -> trainer/schedule/lowest 0.0625
            record=FULL with resumable=every=3 -> recording/classification true
                -> recording/conditionals "last"
                -> recording/records "every=1"
                -> recording/samples true
            record-every=7 -> recording/records "every=7"
            loss-sample=77 -> recording/trainingSample 77
            conditional-every=7 -> recording/conditionals "every=7"
            pictures-every=7 -> recording/pictured "hidden2.weight"
                -> recording/pictures "every=7"
            loss-levels=0.5,0.375 -> recording/lossLevels [0.5,0.375]
            checkpoints=every=7 -> recording/checkpoints "every=7"
            keep-best=validation.test.accuracy -> recording/keepBest "validation.test.accuracy"
            matrices=last -> recording/matrices "last"
            invariants=every=7 -> recording/invariants "every=7"
            resumable=every=7 -> recording/resumable "every=7"
            analyse=true -> recording/analysis true
            stop-early=runningLoss -> earlyStopping/figure "runningLoss"
                -> earlyStopping/minChange 0.0
                -> earlyStopping/patience 5
                -> earlyStopping/restoreBest false
            patience=7 with stop-early=runningLoss -> earlyStopping/patience 7
            min-change=0.0625 with stop-early=runningLoss -> earlyStopping/minChange 0.0625
            alarms=NON_FINITE,DISTANCE_JUMP -> alarms/only ["non_finite","distance_jump"]
            stop-on=NON_FINITE -> alarms/stopOn ["non_finite"]
            alarm-threshold=NORM_RANGE=0.375 -> alarms/thresholds/NORM_RANGE 0.375
            alarm-threshold=NORM_RANGE=0.375,RECENT=7 -> alarms/thresholds/NORM_RANGE 0.375
                -> alarms/thresholds/RECENT 7.0
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path folder;
    private static String start = "";
    private static String hash = "";

    private final SweepJobs jobs = new SweepJobs();

    @BeforeAll
    static void exportANetwork() throws Exception {
        Path file = folder.resolve("start.onnx");
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> two =
                new MutableDataset<>(new SimpleDataSourceProvenance("two", labels), labels);
        for (String label : List.of("u", "v")) {
            two.add(
                    new ArrayExample<>(
                            new Label(label), new String[] {"x", "y"}, new double[] {1, 2}));
        }
        MLPClassificationTrainer.builder()
                .hiddenLayers(3)
                .epochs(0)
                .build()
                .train(two)
                .saveONNXModel("test", 1, file);
        start = file.toString();
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        hash = HexFormat.of().formatHex(sha256);
    }

    /** The table, each option with all that it changes. */
    static List<String> rows() {
        return List.of(TABLE.strip().split("\\n(?! )"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void option_ofRun_changesItsSettingsOfTheJobAndNoOthers(String row) throws IOException {
        String[] cells = row.replace("START", start).replace("HASH", hash).split("\\s+-> ");
        String[] given = cells[0].split(" with | ");
        Map<String, String> besides = settings(List.of(given).subList(1, given.length));
        Map<String, String> all = new LinkedHashMap<>(besides);
        all.putAll(settings(List.of(given[0])));

        Map<String, String> expected = new TreeMap<>();
        for (String change : List.of(cells).subList(1, cells.length)) {
            String[] words = change.split(" ");
            expected.put(words[0], words[1]);
        }
        Map<String, String> before = job(besides);
        Map<String, String> changes = job(all);
        before.keySet().stream()
                .filter(setting -> !changes.containsKey(setting))
                .toList()
                .forEach(setting -> changes.put(setting, "gone"));
        changes.entrySet().removeAll(before.entrySet());
        assertThat(changes).isEqualTo(expected);
    }

    /** So that no option comes without a row. */
    @Test
    void table_hasEveryOptionThatIsPartOfAJob() {
        CommandLine run = Main.configured(new CommandLine(new RunCommand()));
        Set<String> named = new HashSet<>(ELSEWHERE);
        rows().forEach(row -> named.add(key(row)));
        assertThat(run.getCommandSpec().options())
                .extracting(option -> option.longestName().substring(2))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    private static Map<String, String> settings(List<String> pairs) {
        Map<String, String> settings = new LinkedHashMap<>();
        pairs.forEach(pair -> settings.put(key(pair), pair.substring(key(pair).length() + 1)));
        return settings;
    }

    private static String key(String setting) {
        return setting.substring(0, setting.indexOf('='));
    }

    /** The settings of the job by their paths. */
    private Map<String, String> job(Map<String, String> settings) throws IOException {
        Map<String, String> leaves = new TreeMap<>();
        JSON.readTree(jobs.job(settings).toJson())
                .properties()
                .forEach(part -> collect(part.getKey(), part.getValue(), leaves));
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(e -> collect(path + "/" + e.getKey(), e.getValue(), leaves));
        } else {
            leaves.put(path, node.toString().replace("io.github.inittrace.", ""));
        }
    }
}
