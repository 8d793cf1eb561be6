// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.data.LoadedData;
import io.github.inittrace.job.Job;
import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingSession;
import io.github.inittrace.lifecycle.TrainingStart;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.PreparedData;
import io.github.inittrace.mlp.StackedTrainings;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * What a training takes, measured: a job is trained by one thread on a few examples until its first
 * record after the start.
 *
 * @param parameters how many weights and biases it has
 * @param secondsPerExample of a pass
 * @param secondsPerRecord the evaluations and measures of one record
 * @param otherSeconds from start to end
 * @param interval how many passes there are from one record to the next
 * @param bytesPerRecord what a record takes on disk
 * @param otherBytes what the rest of the run folder takes
 */
record Probe(
        long parameters,
        double secondsPerExample,
        double secondsPerRecord,
        double otherSeconds,
        int interval,
        double bytesPerRecord,
        double otherBytes) {
    private static final int EXAMPLES = 2_560;

    /**
     * Trains a job, or those of a stack.
     *
     * @param jobs one, or those that are trained as one
     * @param folder where runs may be written, and replaced
     */
    static Probe of(List<Job> jobs, LoadedData data, Path folder) throws IOException {
        MutableDataset<Label> few =
                new MutableDataset<>(
                        data.train().getSourceProvenance(), data.train().getOutputFactory());
        for (int i = 0; i < Math.min(EXAMPLES, data.train().size()); i++) {
            few.add(data.train().getExample(i));
        }
        TracedRun<Label> run =
                jobs.size() == 1
                        ? run(jobs.get(0), data, few, folder)
                        : together(jobs, data, few, folder);
        Path written = Objects.requireNonNull(run.folder());
        EpochRecord last = run.history().last();
        int passes = Math.max(1, last.index());
        int records = run.history().epochs().size();
        double files =
                Manifest.of(written).files().values().stream()
                        .mapToLong(Manifest.Entry::size)
                        .sum();
        double epochs = Manifest.Entry.of(written.resolve(RunFolder.EPOCHS)).size();
        double ofRecord = seconds(last.evaluationSeconds()) + seconds(last.measureSeconds());
        double other = run.ending().wallSeconds() - last.seconds() - records * ofRecord;
        return new Probe(
                JobFacts.of(jobs.get(0)).parameters(data),
                last.seconds() / passes / few.size() / jobs.size(),
                ofRecord,
                Math.max(0, other) / jobs.size(),
                passes,
                epochs / records,
                files - epochs);
    }

    private static TracedRun<Label> run(Job job, LoadedData data, Dataset<Label> few, Path folder)
            throws IOException {
        return job.trace(data, 1).runFolder(folder).overwrite(true).listener(new First()).run(few);
    }

    /** One of several that are trained as one; its passes and its waiting are those of all. */
    private static TracedRun<Label> together(
            List<Job> jobs, LoadedData data, Dataset<Label> few, Path folder) throws IOException {
        List<TracedRun<Label>> runs = new ArrayList<>();
        try (PreparedData prepared =
                ((MLPClassificationTrainer) jobs.get(0).trainer(data, 1)).prepare(few)) {
            StackedTrainings.run(
                    jobs.stream()
                            .map(
                                    job ->
                                            (Runnable)
                                                    () ->
                                                            runs.add(
                                                                    alike(
                                                                            job, data, prepared,
                                                                            folder)))
                            .toList());
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
        return runs.get(0);
    }

    private static TracedRun<Label> alike(
            Job job, LoadedData data, Dataset<Label> few, Path folder) {
        try {
            return run(job, data, few, folder.resolve(job.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(@Nullable Double measured) {
        return measured == null ? 0 : measured;
    }

    /** That of a network with other parameters, on the straight line through two. */
    Probe towards(Probe other, long parametersThere) {
        double way =
                other.parameters == parameters
                        ? 0
                        : (double) (parametersThere - parameters) / (other.parameters - parameters);
        return new Probe(
                parametersThere,
                between(secondsPerExample, other.secondsPerExample, way),
                between(secondsPerRecord, other.secondsPerRecord, way),
                between(otherSeconds, other.otherSeconds, way),
                interval,
                between(bytesPerRecord, other.bytesPerRecord, way),
                between(otherBytes, other.otherBytes, way));
    }

    private static double between(double here, double there, double way) {
        return here + way * (there - here);
    }

    /** How many records so many epochs have. */
    double records(int epochs) {
        return 1 + Math.ceil((double) epochs / interval);
    }

    /** Stops at the first record of a network that is not untrained. */
    private static final class First implements TrainingListener<Label> {
        private @Nullable TrainingSession<Label> session;

        @Override
        public void onStart(TrainingStart<Label> start) {
            session = start.session();
        }

        @Override
        public void onEpoch(EpochEnd<Label> epoch) {
            if (epoch.index() > 0 && session != null) {
                session.requestStop("measured");
            }
        }
    }
}
