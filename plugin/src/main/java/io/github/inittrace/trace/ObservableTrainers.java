// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import io.github.inittrace.lifecycle.ObservableTrainer;
import io.github.inittrace.sgd.ObservedSGDTrainer;
import org.tribuo.Output;
import org.tribuo.Trainer;

/** Finds out how a trainer can be watched. */
final class ObservableTrainers {
    private ObservableTrainers() {}

    /**
     * The trainer itself, or something that watches it.
     *
     * @throws IllegalArgumentException if it cannot be watched
     */
    static <T extends Output<T>> ObservableTrainer<T> of(Trainer<T> trainer) {
        if (trainer instanceof InitTrace) {
            throw new IllegalArgumentException(
                    "expected a trainer that is not traced yet, found an InitTrace around one");
        }
        if (trainer instanceof ObservableTrainer<T> observable) {
            return observable;
        }
        if (ObservedSGDTrainer.isFor(trainer)) {
            return ObservedSGDTrainer.of(trainer);
        }
        throw new IllegalArgumentException(
                trainer.getClass().getName()
                        + " cannot be traced: it does not train by steps that can be watched. If"
                        + " it trains others, trace those and hand it the InitTrace; else use"
                        + " MLPClassificationTrainer, one of Tribuo's SGD trainers, or let the"
                        + " trainer implement ObservableTrainer");
    }
}
