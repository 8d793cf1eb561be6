// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.Damage;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** Run folders in which values are others, by seed: there is a report, or one sentence. */
@Timeout(120)
class FuzzedReportTest {
    private static final long NANOS = 2_500_000_000L;
    private static final int LEAST = 30;
    private static final List<String> FILES =
            List.of(
                    "analysis.json",
                    "conditional.jsonl",
                    "epochs.jsonl",
                    "classification.json",
                    "run.json");

    @TempDir Path folder;

    @Test
    void write_ofDamagedFiles_givesAReportOrOneSentence() throws IOException {
        MutableDataset<Label> digits = new MutableDataset<>(new DigitsDataSource(120, 7));
        InitTrace.of(
                        MLPClassificationTrainer.builder()
                                .hiddenLayers(5)
                                .epochs(2)
                                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                                .build())
                .validateOn("test", digits)
                .recording(Recording.full().analysis(true))
                .runFolder(folder)
                .run(digits);
        Random random = new Random(5);
        long end = System.nanoTime() + NANOS;
        int written = 0;
        for (int i = 0; i < LEAST || System.nanoTime() < end; i++) {
            String name = FILES.get(i % FILES.size());
            Path file = folder.resolve(name);
            byte[] good = Files.readAllBytes(file);
            byte[] bad = Damage.ofValues(good, name.endsWith(".jsonl"), random);
            Files.write(file, bad);
            List<String> complaints = new ArrayList<>();
            try {
                RunReport.write(RunFolder.open(folder), null, null, complaints::add);
                written++;
            } catch (IOException e) {
                complaints.add(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                throw new AssertionError(name + " is to blame: " + new String(bad), e);
            }
            assertThat(complaints)
                    .as("damage %d of seed 5", i)
                    .allSatisfy(
                            sentence ->
                                    assertThat(sentence)
                                            .contains(folder.toString())
                                            .doesNotContain("\n", "Exception", "because \""));
            Files.write(file, good);
        }
        assertThat(written).isPositive();
    }
}
