// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.data.DatasetLoader;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells a listener what happens; what it throws is logged, and the sweep goes on.
 *
 * @param listener whom to tell
 */
record GuardedListener(SweepListener listener) implements SweepListener {
    private static final Logger logger = Logger.getLogger(GuardedListener.class.getName());

    @Override
    public void onRun(RunResult result) {
        tell("onRun", to -> to.onRun(result));
    }

    @Override
    public void onProgress(double share) {
        tell("onProgress", to -> to.onProgress(share));
    }

    @Override
    public void onLoad(DatasetLoader loader) {
        tell("onLoad", to -> to.onLoad(loader));
    }

    @Override
    public void onStart(int runs, int finished) {
        tell("onStart", to -> to.onStart(runs, finished));
    }

    @Override
    public void onEnd(List<RunResult> results) {
        tell("onEnd", to -> to.onEnd(results));
    }

    private void tell(String event, Consumer<SweepListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            logger.log(
                    Level.WARNING,
                    listener.getClass().getName() + " threw in " + event + "; the sweep goes on",
                    e);
        }
    }
}
