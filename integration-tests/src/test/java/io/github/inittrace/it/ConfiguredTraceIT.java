// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;

/** A trace that OLCUT configures inside another trainer. */
class ConfiguredTraceIT {
    private static final Dataset<Label> DIGITS = new MutableDataset<>(new DigitsDataSource(300, 1));

    @TempDir private Path folder;

    @BeforeAll
    static void readJson() {
        ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
    }

    @Test
    void json_ofATraceInABaggingTrainer_tracesEveryMember() throws IOException {
        WeightedEnsembleModel<Label> traced = bag("traced");
        WeightedEnsembleModel<Label> untraced = bag("linear");

        assertThat(traced.getProvenance().getTrainerProvenance())
                .isEqualTo(untraced.getProvenance().getTrainerProvenance());
        Set<String> ids = new HashSet<>();
        for (int member = 0; member < 3; member++) {
            assertThat(Weights.bits(traced.getModels().get(member)))
                    .isEqualTo(Weights.bits(untraced.getModels().get(member)));
            RunFolder run = RunFolder.open(folder.resolve("runs/run-000" + (member + 1)));
            ids.add(run.record().runId());
            assertThat(run.record().trainer()).isEqualTo(LinearSGDTrainer.class.getName());
            assertThat(run.record().inputShape()).containsExactly(28, 28);
            assertThat(run.record().validation())
                    .extracting(DataRecord::name)
                    .containsExactly("other", "test");
            assertThat(run.history()).extracting(EpochRecord::index).containsExactly(0, 2, 4, 5);
            assertThat(run.history().last().epochEndExamples()).isEqualTo(100);
            assertThat(run.history().last().validation().get(1).examples()).isEqualTo(50);
        }
        assertThat(ids).hasSize(3);
    }

    @SuppressWarnings("unchecked") // the configuration is of a trainer for labels
    private WeightedEnsembleModel<Label> bag(String inner) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve(inner + ".json"),
                        configuration()
                                .replace("\"runs\"", "\"" + folder.resolve("runs") + "\"")
                                .replace(
                                        "\"innerTrainer\" : \"traced\"",
                                        "\"innerTrainer\" : \"" + inner + "\""));
        BaggingTrainer<Label> trainer =
                (BaggingTrainer<Label>) new ConfigurationManager(file.toString()).lookup("bagging");
        return (WeightedEnsembleModel<Label>) trainer.train(DIGITS);
    }

    private static String configuration() throws IOException {
        try (InputStream json = ConfiguredTraceIT.class.getResourceAsStream("bagging.json")) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
