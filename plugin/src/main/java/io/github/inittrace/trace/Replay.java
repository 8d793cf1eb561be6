// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import io.github.inittrace.rebuild.LocalFiles;
import io.github.inittrace.rebuild.Rebuilder;
import io.github.inittrace.rebuild.TrustedClasses;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.ReplayVerdict.Change;
import io.github.inittrace.trace.ReplayVerdict.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Trains again what was trained once, and compares the weights.
 *
 * <pre>{@code
 * ReplayVerdict verdict = Replay.of(RunFolder.open(folder)).trusting("com.acme.Rows").run();
 * }</pre>
 *
 * <p>Trainer and data are rebuilt from the provenance that was recorded. That may be a stranger's:
 * objects are made of a fixed list of classes only (InitTrace's, and those trainers and local
 * sources of Tribuo's that can be replayed) and of those that {@link #trusting} names; no other
 * class that a folder names is loaded. Data is read from files of this machine, wherever they lie,
 * and nothing is fetched from an address.
 *
 * <p>Immutable: each setting returns a new one.
 */
public final class Replay {
    private static final Logger logger = Logger.getLogger(Replay.class.getName());

    private final ReplayTarget target;
    private final TrustedClasses trusted;
    private final @Nullable Dataset<?> given;
    private final IntConsumer onEpoch;
    private final Consumer<? super Path> onRead;

    private Replay(
            ReplayTarget target,
            TrustedClasses trusted,
            @Nullable Dataset<?> given,
            IntConsumer onEpoch,
            Consumer<? super Path> onRead) {
        this.target = target;
        this.trusted = trusted;
        this.given = given;
        this.onEpoch = onEpoch;
        this.onRead = onRead;
    }

    /**
     * A replay of a run.
     *
     * @param run a run that has ended
     * @return a replay that has not begun
     * @throws IOException if the run cannot be replayed: it has no trained network, or was stopped
     *     within an epoch; the message is one sentence
     */
    public static Replay of(RunFolder run) throws IOException {
        return of(ReplayTarget.of(run));
    }

    /**
     * A replay of a model.
     *
     * @param model a model as training returned it, perhaps saved and loaded since
     * @return a replay that has not begun
     * @throws IllegalArgumentException if the model does not show its weights, or has those of the
     *     midst of training
     */
    public static Replay of(Model<?> model) {
        return of(ReplayTarget.of(model));
    }

    private static Replay of(ReplayTarget target) {
        return new Replay(
                target,
                TrustedClasses.BUILT_IN,
                null,
                epoch -> {},
                path -> logger.log(Level.INFO, "reading {0}", path));
    }

    /**
     * Allows objects of more classes to be made: trainers, sources and whatever else their
     * configuration holds. Do so for classes that you know: their constructors and their {@code
     * postConfig} run with the configuration that is recorded.
     *
     * @param classNames their names, as {@link Class#getName} gives them
     * @return a replay that allows these too
     */
    public Replay trusting(String... classNames) {
        return new Replay(target, trusted.and(List.of(classNames)), given, onEpoch, onRead);
    }

    /**
     * Trains on data that is handed over, and loads none.
     *
     * @param data the training data, of whose provenance the verdict compares the content
     * @return a replay on this data
     */
    public Replay on(Dataset<?> data) {
        return new Replay(target, trusted, data, onEpoch, onRead);
    }

    /**
     * Says how far training has come.
     *
     * @param listener told the number of epochs done after each, from 0 on
     * @return a replay that tells it
     */
    public Replay onEpoch(IntConsumer listener) {
        return new Replay(target, trusted, given, listener, onRead);
    }

    /**
     * Says which files are read: data, and weights that training started from. Without a listener
     * they are logged.
     *
     * @param listener told each file or folder before it is read
     * @return a replay that tells it
     */
    public Replay onRead(Consumer<? super Path> listener) {
        return new Replay(target, trusted, given, onEpoch, listener);
    }

    /**
     * Trains.
     *
     * @return the verdict
     * @throws IOException if trainer or data cannot be rebuilt, or a class is named that is not
     *     trusted; the message is one sentence
     * @throws IllegalArgumentException if the trainer cannot be watched or refuses the data
     */
    public ReplayVerdict run() throws IOException {
        return train();
    }

    private <T extends Output<T>> ReplayVerdict train() throws IOException {
        Rebuilder rebuilder = new Rebuilder(trusted, new LocalFiles(onRead));
        Trainer<T> trainer = trainer(rebuilder);
        int invocation = invocation(target.trainer());
        ObjectProvenance recorded = target.data();
        Dataset<T> data = data(rebuilder, recorded);
        if (recorded != null) {
            List<Change> changes = ReplayData.changes(recorded, data.getProvenance());
            if (!changes.isEmpty()) {
                return new ReplayVerdict(
                        Outcome.DATA_CHANGED, dataChanged(changes), List.of(), changes, List.of());
            }
        }
        return new ReplayTraining<T>(target, onEpoch).run(trainer, invocation, data);
    }

    @SuppressWarnings("unchecked") // a trainer of other outputs refuses the data
    private <T extends Output<T>> Trainer<T> trainer(Rebuilder rebuilder) throws IOException {
        String cannot = "the trainer cannot be rebuilt from its provenance: ";
        try {
            if (rebuilder.rebuild(target.trainer()) instanceof Trainer<?> trainer) {
                return (Trainer<T>) trainer;
            }
        } catch (IOException e) {
            throw new IOException(cannot + e.getMessage(), e);
        }
        throw new IOException(cannot + "expected one, found a " + target.trainer().getClassName());
    }

    @SuppressWarnings("unchecked") // as above
    private <T extends Output<T>> Dataset<T> data(
            Rebuilder rebuilder, @Nullable ObjectProvenance recorded) throws IOException {
        if (given != null) {
            return (Dataset<T>) given;
        }
        if (recorded == null) {
            throw new IOException(
                    "the training data is not recorded with the weights; hand it over by"
                            + " Replay.on(...)");
        }
        return new ReplayData(rebuilder).load(recorded);
    }

    /** Which invocation of a trainer a training was. */
    static int invocation(ObjectProvenance trainer) throws IOException {
        Provenance count =
                ReplayData.members(trainer).get(TrainerProvenance.TRAIN_INVOCATION_COUNT);
        if (count instanceof IntProvenance number && number.getValue() >= 0) {
            return number.getValue();
        }
        throw new IOException(
                "the trainer's provenance must count its invocations, found " + count);
    }

    /** The sentence about changes of which there are some. */
    static String dataChanged(List<Change> changes) {
        Change first =
                changes.stream()
                        .filter(change -> change.what().contains("hash"))
                        .findFirst()
                        .orElse(changes.get(0));
        return "data changed: "
                + first.what()
                + " was "
                + first.recorded()
                + ", found "
                + first.found();
    }
}
