// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.lifecycle.TrainingListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * Several calls of {@code train} on one trainer at the same time, with a witness each.
 *
 * @param witnesses what each call told
 * @param models what each call returned
 */
record ParallelCalls<T extends Output<T>>(
        List<RecordingListener<T>> witnesses, List<Model<T>> models) {

    static <T extends Output<T>> ParallelCalls<T> of(
            ObservableTrainer<T> trainer, Dataset<T> data, int calls) {
        CountDownLatch begun = new CountDownLatch(calls);
        List<RecordingListener<T>> witnesses = new ArrayList<>();
        List<Future<Model<T>>> results = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(calls);
        try {
            for (int i = 0; i < calls; i++) {
                RecordingListener<T> witness = new RecordingListener<>();
                witnesses.add(witness);
                Observation<T> observation = Observation.by(witness, new Meeting<>(begun));
                results.add(
                        threads.submit(
                                () ->
                                        trainer.train(
                                                data,
                                                Map.of(),
                                                Trainer.INCREMENT_INVOCATION_COUNT,
                                                observation)));
            }
            List<Model<T>> models = new ArrayList<>();
            for (Future<Model<T>> result : results) {
                models.add(result.get());
            }
            return new ParallelCalls<>(witnesses, models);
        } catch (ExecutionException e) {
            throw new AssertionError(
                    "expected a model of every call, found "
                            + e.getCause()
                            + "; the contract says: concurrent calls have their own observers",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for parallel training", e);
        } finally {
            threads.shutdownNow();
        }
    }

    void requireSessionsOfTheirOwn() {
        String rule = "a session's id is different for every call of train, and stays the same";
        Set<String> all = new HashSet<>();
        for (RecordingListener<T> witness : witnesses) {
            Set<String> own = new HashSet<>(witness.sessionIds);
            Contract.require(own.size() == 1, "one session id in a call", own, rule);
            all.addAll(own);
        }
        Contract.require(
                all.size() == witnesses.size(), witnesses.size() + " session ids", all, rule);
    }

    /** Lets the calls meet at epoch 0; where a trainer lets one pass at a time, it gives up. */
    private record Meeting<T extends Output<T>>(CountDownLatch begun)
            implements TrainingListener<T> {
        private static final int PATIENCE_MS = 500;

        @Override
        public void onEpoch(EpochEnd<T> epoch) {
            if (epoch.index() > 0) {
                return;
            }
            begun.countDown();
            try {
                begun.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
