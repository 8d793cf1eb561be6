// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Output;

/**
 * Goes on with a run in its folder, which was {@linkplain Recording#resumable to be resumed}: from its
 * last resume point, whether its process was killed, it was stopped, or it is done and the trainer
 * now has more epochs. Weights and records come out as those of a run that was never interrupted,
 * bit for bit, but for times.
 *
 * <pre>{@code
 * TracedRun<Label> whole = Resume.of(traced).run(trainSet);
 * }</pre>
 *
 * <p>What was written of later epochs is replaced. Where more epochs are asked for, what a run has
 * at its last epoch only, such as where weights are by where they started, stays in the folder for
 * the former last one.
 *
 * @param <T> the type of the model's output
 */
public final class Resume<T extends Output<T>> {
    private final InitTrace<T> trace;
    private final Path folder;

    private Resume(InitTrace<T> trace, Path folder) {
        this.trace = trace;
        this.folder = folder;
    }

    /**
     * Chooses the run.
     *
     * @param trace whose run folder holds it. Trainer, validation sets and settings must be those of
     *     the run; the trainer and the sizes of the sets are checked, as are version and kernels
     * @param <T> the type of the model's output
     * @throws IllegalStateException if it has no run folder
     */
    public static <T extends Output<T>> Resume<T> of(InitTrace<T> trace) {
        Path folder = trace.runFolder();
        if (folder == null) {
            throw new IllegalStateException(
                    "only a run in a folder can be resumed: expected runFolder(...), found none");
        }
        return new Resume<>(trace, folder);
    }

    /**
     * Trains the rest.
     *
     * @param examples the run's training data, which is checked
     * @return the whole run
     * @throws IllegalArgumentException if the trainer cannot be resumed, or the epochs done would
     *     have been others with as many epochs as it has now
     * @throws UncheckedIOException if the run cannot go on: it has no resume point, a damaged one,
     *     another trainer or other data, is over or is still going on; the message is one sentence.
     *     As {@link InitTrace#run(Dataset)} besides
     */
    public TracedRun<T> run(Dataset<T> examples) {
        try (RunSink sink = RunSink.reopen(folder, trace.watchers().logs())) {
            ResumedRun resumed = ResumedRun.in(folder);
            resumed.requireSame(trace.observable().getProvenance(), examples, trace.validation());
            return new Recorder<>(trace, examples, sink, resumed)
                    .train(trace.observable(), Map.of(), resumed.invocation());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
