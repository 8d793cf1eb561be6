// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.lifecycle.EpochEnd;
import io.github.inittrace.lifecycle.TrainingListener;
import org.tribuo.Output;

/** Asks in epoch 1 to stop, twice. */
final class StoppingListener<T extends Output<T>> implements TrainingListener<T> {
    static final String FIRST_REASON = "the contract asks for it";

    @Override
    public void onEpoch(EpochEnd<T> epoch) {
        if (epoch.index() == 1) {
            epoch.requestStop(FIRST_REASON);
            epoch.requestStop("and once more");
        }
    }
}
