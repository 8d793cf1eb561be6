// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.SamplePredictions;
import io.github.inittrace.run.SamplePredictions.Sample;
import io.github.inittrace.scoring.RawScores;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the exported networks about the sample examples again, with ONNX Runtime. */
final class SampleCheck {
    /** How far a score y may be off: this times 1 + |y|. */
    private static final double TOLERANCE = 1e-5;

    private final RunFolder run;
    private final FileCheck files;
    private final Findings findings;

    SampleCheck(RunFolder run, FileCheck files, Findings findings) {
        this.run = run;
        this.files = files;
        this.findings = findings;
    }

    void run() {
        findings.guard(
                Topic.SAMPLES,
                RunFolder.SAMPLES,
                () -> {
                    SamplePredictions samples = run.samples().orElse(null);
                    if (samples == null) {
                        findings.note(
                                Topic.SAMPLES,
                                RunFolder.SAMPLES,
                                "not recorded, so no prediction was replayed");
                        return;
                    }
                    check(RunFolder.INITIAL, samples, Sample::initial);
                    check(RunFolder.TRAINED, samples, Sample::trained);
                });
    }

    private void check(
            String name,
            SamplePredictions samples,
            Function<Sample, @Nullable List<Double>> recorded) {
        Path file = run.path().resolve(name);
        if (!Files.exists(file)) {
            findings.differs(Topic.SAMPLES, name, "is missing, though there are predictions of it");
        } else if (files.isChanged(name)) {
            // What is not as it was written is not run.
            findings.note(Topic.SAMPLES, name, "was not run, as the file has changed");
        } else {
            findings.guard(Topic.SAMPLES, name, () -> replay(name, file, samples, recorded));
        }
    }

    private void replay(
            String name,
            Path file,
            SamplePredictions samples,
            Function<Sample, @Nullable List<Double>> recorded)
            throws IOException {
        float[][] scores;
        try {
            scores = RawScores.of(file, rows(samples));
        } catch (LinkageError e) {
            findings.note(
                    Topic.SAMPLES,
                    name,
                    "was not run, as there is no ONNX Runtime here; add"
                            + " io.github.inittrace:inittrace-scoring");
            return;
        }
        double worst = 0;
        for (int i = 0; i < scores.length; i++) {
            Sample sample = samples.samples().get(i);
            double off = difference(recorded.apply(sample), scores[i]);
            worst = Math.max(worst, off);
            if (!(off <= 1)) {
                findings.differs(
                        Topic.SAMPLES,
                        name,
                        String.format(
                                Locale.ROOT,
                                "says to example %d of %s %s, recorded %s",
                                sample.index(),
                                samples.set(),
                                Arrays.toString(scores[i]),
                                recorded.apply(sample)));
                return;
            }
        }
        findings.agrees(
                Topic.SAMPLES,
                name,
                String.format(
                        Locale.ROOT,
                        "%d predictions replayed, differing by %.2g at most of 1 + |score|",
                        scores.length,
                        worst * TOLERANCE));
    }

    private float[][] rows(SamplePredictions samples) throws IOException {
        int features = run.record().features();
        float[][] rows = new float[samples.samples().size()][];
        for (int i = 0; i < rows.length; i++) {
            List<Float> row = samples.samples().get(i).features();
            if (row.size() != features) {
                throw new IOException(
                        RunFolder.SAMPLES
                                + " has an example of "
                                + row.size()
                                + " features, expected "
                                + features);
            }
            rows[i] = new float[features];
            for (int f = 0; f < features; f++) {
                rows[i][f] = row.get(f);
            }
        }
        return rows;
    }

    /** By how many tolerances the scores are off at most; infinite if only one side has any. */
    private static double difference(@Nullable List<Double> recorded, float[] found) {
        boolean isFinite = true;
        for (float score : found) {
            isFinite &= Float.isFinite(score);
        }
        if (recorded == null || !isFinite) {
            return recorded == null && !isFinite ? 0 : Double.POSITIVE_INFINITY;
        }
        if (recorded.size() != found.length) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (int i = 0; i < found.length; i++) {
            double y = recorded.get(i);
            worst = Math.max(worst, Math.abs(found[i] - y) / (TOLERANCE * (1 + Math.abs(y))));
        }
        return worst;
    }
}
