// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import io.github.inittrace.lifecycle.TrainingStart;
import org.tribuo.Output;

/** Throws the same exception at every event. */
record ThrowingListener<T extends Output<T>>(RuntimeException mistake)
        implements TrainingListener<T> {
    @Override
    public void onStart(TrainingStart<T> start) {
        throw mistake;
    }

    @Override
    public void onEpoch(EpochEnd<T> epoch) {
        throw mistake;
    }

    @Override
    public void onEnd(TrainingEnd<T> end) {
        throw mistake;
    }
}
