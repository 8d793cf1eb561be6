// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.job.Job;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.PreparedData;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/**
 * The data of a sweep's runs, each set loaded once and laid out once for all networks that can share
 * it, and kept until the last of its runs has ended. Safe for several threads.
 */
final class LoadedDataCache implements AutoCloseable {
    private final Consumer<DatasetLoader> beforeLoading;
    private final Map<String, LoadedData> loaded = new HashMap<>();

    /** Sentences about what cannot be loaded, so that it is not tried for every run. */
    private final Map<String, String> failures = new HashMap<>();

    private final boolean triesAgain;

    private final Map<String, Layout> prepared = new HashMap<>();

    /** How many runs have still to end, by what they share. */
    private final Map<String, Integer> users = new HashMap<>();

    /**
     * With no data yet.
     *
     * @param beforeLoading hears of each loader before it loads
     * @param triesAgain whether what could not be loaded may be there for the next run, as on a machine
     *     that works on for hours
     */
    LoadedDataCache(Consumer<DatasetLoader> beforeLoading, boolean triesAgain) {
        this.beforeLoading = beforeLoading;
        this.triesAgain = triesAgain;
    }

    /** Counts on a run that will ask for data. */
    synchronized void expect(JobFacts facts) {
        users.merge(facts.data(), 1, Integer::sum);
        users.merge(facts.layout(), 1, Integer::sum);
    }

    /** Makes a job, where it is needed. */
    @FunctionalInterface
    interface JobSource {
        Job job() throws IOException;
    }

    /**
     * The data of a job.
     *
     * @param facts what is known of it
     * @param source makes it
     * @throws IOException if it cannot be loaded; one sentence
     */
    synchronized LoadedData of(JobFacts facts, JobSource source) throws IOException {
        String failure = failures.get(facts.data());
        if (failure != null) {
            throw new IOException(failure);
        }
        LoadedData known = loaded.get(facts.data());
        if (known == null) {
            try {
                DatasetLoader loader = source.job().data();
                beforeLoading.accept(loader);
                known = loader.load();
            } catch (IOException | RuntimeException e) {
                fails(facts, e);
                throw e;
            } catch (OutOfMemoryError e) {
                if (loaded.isEmpty()) { // else there may be room for it when others are gone
                    fails(facts, e);
                }
                throw e;
            }
            loaded.put(facts.data(), known);
        }
        return known;
    }

    private void fails(JobFacts facts, Throwable why) {
        if (!triesAgain) {
            failures.put(facts.data(), RunTraining.sentence(why));
        }
    }

    /**
     * What a job trains on and what is held out: laid out already where its trainer can take that.
     *
     * @param train the training data
     * @param test the held-out data
     */
    record Layout(Dataset<Label> train, Dataset<Label> test) {
        private static Layout of(LoadedData data, MLPClassificationTrainer trainer) {
            PreparedData train = trainer.prepare(data.train());
            try {
                return new Layout(train, train.validation(data.test()));
            } catch (RuntimeException | Error e) {
                train.close();
                throw e;
            }
        }

        private void close() {
            ((PreparedData) train).close();
            ((PreparedData) test).close();
        }
    }

    /** The data of a job as its trainer takes them fastest. */
    synchronized Layout layout(Job job, JobFacts facts) throws IOException {
        LoadedData data = of(facts, () -> job);
        Layout known = prepared.get(facts.layout());
        if (known == null) {
            if (!(job.trainer(data, 1) instanceof MLPClassificationTrainer network)) {
                return new Layout(data.train(), data.test());
            }
            known = Layout.of(data, network);
            prepared.put(facts.layout(), known);
        }
        return known;
    }

    /** A run that was counted on has ended. */
    synchronized void release(JobFacts facts) {
        if (isLast(facts.layout())) {
            Layout unused = prepared.remove(facts.layout());
            if (unused != null) {
                unused.close();
            }
        }
        if (isLast(facts.data())) {
            loaded.remove(facts.data());
        }
    }

    private boolean isLast(String key) {
        Integer left = users.merge(key, -1, Integer::sum);
        return left == null || left <= 0;
    }

    @Override
    public synchronized void close() {
        prepared.values().forEach(Layout::close);
        prepared.clear();
        loaded.clear();
    }
}
