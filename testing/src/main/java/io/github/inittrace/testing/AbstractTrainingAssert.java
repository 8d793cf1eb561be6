// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.measure.Direction;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.text.Numbers;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * What can be asserted of every record of training. For one thread.
 *
 * @param <S> the type of the assertions
 * @param <A> what they are about
 */
public abstract class AbstractTrainingAssert<S extends AbstractTrainingAssert<S, A>, A>
        extends AbstractAssert<S, A> {

    /** The set of examples that training used, or the sample of it that every epoch evaluates. */
    public static final String TRAINING = "training";

    /** How far weights may move, by {@link #staysNearInit()}, relative to where they started. */
    public static final double NEAR = 1;

    private final TrainingHistory history;
    private final @Nullable Path folder;

    AbstractTrainingAssert(
            A actual, Class<?> type, TrainingHistory history, @Nullable Path folder) {
        super(actual, type);
        this.history = history;
        this.folder = folder;
    }

    /**
     * At every recorded epoch all parameters together are less than |W0| away from their initial
     * values W0: |W - W0| / |W0| &lt; {@value #NEAR}.
     *
     * <p>Why 1: that is the distance from the initial weights to zero. Whatever is nearer has a
     * positive cosine with them, so some of the start is left in it; at 1 and beyond, the weights
     * may have been forgotten altogether, or turned around.
     *
     * @throws AssertionError if they are further away, or if that is undefined because they start
     *     at zero or ceased to be finite
     */
    public S staysNearInit() {
        return staysNearInit(NEAR);
    }

    /**
     * At every recorded epoch all parameters together are near their initial values W0: |W - W0| /
     * |W0| is below the bound.
     *
     * @param bound the bound, above 0
     * @throws IllegalArgumentException if the bound is not above 0, or not finite
     * @throws AssertionError as {@link #staysNearInit()}
     */
    public S staysNearInit(double bound) {
        if (!(bound > 0) || Double.isInfinite(bound)) {
            throw new IllegalArgumentException(
                    "a bound must be a positive number, found " + Numbers.exact(bound));
        }
        String expected =
                "expected all parameters to stay within "
                        + Numbers.exact(bound)
                        + " of their initial norm, found ";
        Figure moved = new Figure("relative distance", e -> e.total().relativeDistance());
        EpochRecord furthest = history.first();
        for (EpochRecord epoch : history) {
            if (moved.at(epoch) == null) {
                throw broken(
                        expected
                                + "an undefined distance at epoch "
                                + epoch.index()
                                + ": "
                                + whyUndefined(epoch.total()));
            }
            furthest = moved.valueAt(epoch) > moved.valueAt(furthest) ? epoch : furthest;
        }
        if (moved.valueAt(furthest) >= bound) {
            throw broken(
                    expected
                            + Numbers.exact(moved.valueAt(furthest))
                            + " at epoch "
                            + furthest.index()
                            + ", the furthest of "
                            + span()
                            + furthestTensor(furthest));
        }
        return myself;
    }

    /**
     * At one of the recorded epochs the accuracy is this high.
     *
     * @param set a validation set's name, or {@value #TRAINING}
     * @param accuracy the accuracy, above 0 and up to 1
     * @throws IllegalArgumentException if there is no such accuracy
     * @throws AssertionError if it is lower at every epoch, or there is no such set
     */
    public S reachesAccuracy(String set, double accuracy) {
        if (!(accuracy > 0 && accuracy <= 1)) {
            throw new IllegalArgumentException(
                    "an accuracy lies above 0 and up to 1, found "
                            + Numbers.exact(accuracy)
                            + "; write 0.95 for 95 %");
        }
        Figure figure = Figure.accuracy(known(set));
        String expected = "expected " + figure.name() + " to reach " + Numbers.exact(accuracy);
        EpochRecord best =
                figure.best(Direction.MAXIMISE, history).orElseThrow(() -> undefined(expected));
        if (figure.valueAt(best) < accuracy) {
            throw broken(expected + ", found " + atBest(figure, best));
        }
        return myself;
    }

    /**
     * At one of the recorded epochs the loss of a fresh pass is this low.
     *
     * @param set a validation set's name, or {@value #TRAINING}
     * @param loss the loss, a finite number
     * @throws IllegalArgumentException if the loss is not finite
     * @throws AssertionError if it is higher at every epoch, or there is no such set
     */
    public S reachesLoss(String set, double loss) {
        if (!Double.isFinite(loss)) {
            throw new IllegalArgumentException(
                    "a loss to reach must be a finite number, found " + Numbers.exact(loss));
        }
        Figure figure = Figure.loss(known(set));
        String expected = "expected " + figure.name() + " to reach " + Numbers.exact(loss);
        EpochRecord best =
                figure.best(Direction.MINIMISE, history).orElseThrow(() -> undefined(expected));
        if (figure.valueAt(best) > loss) {
            throw broken(expected + ", found " + atBest(figure, best));
        }
        return myself;
    }

    /**
     * The trained network has a lower training loss than the untrained one.
     *
     * @throws AssertionError if it has not, or either loss is undefined
     */
    public S lossFalls() {
        return lossFalls(TRAINING);
    }

    /**
     * The trained network has a lower loss than the untrained one.
     *
     * @param set a validation set's name, or {@value #TRAINING}
     * @throws AssertionError if it has not, if either loss is undefined, or there is no such set
     */
    public S lossFalls(String set) {
        Figure figure = Figure.loss(known(set));
        Double before = figure.at(history.first());
        Double after = figure.at(history.last());
        if (before == null || after == null || after >= before) {
            throw broken(
                    "expected "
                            + figure.name()
                            + " to fall, found "
                            + Figure.text(before)
                            + " at epoch 0 and "
                            + Figure.text(after)
                            + " at epoch "
                            + history.last().index()
                            + figure.best(Direction.MINIMISE, history)
                                    .map(best -> "; the lowest was " + figure.text(best))
                                    .orElse(""));
        }
        return myself;
    }

    /**
     * No alarm was raised.
     *
     * @throws AssertionError if one was; it quotes them
     */
    public S hasNoAlarms() {
        List<Alarm> alarms = history.alarms();
        if (!alarms.isEmpty()) {
            throw broken(
                    "expected no alarm, found "
                            + alarms.stream()
                                    .map(Alarm::summary)
                                    .collect(Collectors.joining("; ")));
        }
        return myself;
    }

    /** An error with this sentence, the description the user gave, and where the run is. */
    final AssertionError broken(String sentence) {
        return failure("%s", sentence + (folder == null ? "" : "; the run is in " + folder));
    }

    private AssertionError undefined(String expected) {
        return broken(
                expected
                        + ", found none in "
                        + span()
                        + ": it was not evaluated, or is not finite");
    }

    private String atBest(Figure figure, EpochRecord best) {
        return figure.text(best)
                + " as the best of "
                + span()
                + ", and "
                + Figure.text(figure.at(history.last()))
                + " at the end";
    }

    /** Which epochs were looked at. */
    private String span() {
        return history.epochs().size() == 1
                ? "epoch " + history.first().index()
                : "epochs " + history.first().index() + " to " + history.last().index();
    }

    private String known(String set) {
        List<String> names =
                history.first().validation().stream().map(ValidationRecord::name).toList();
        if (!set.equals(TRAINING) && !names.contains(set)) {
            throw broken(
                    "expected '"
                            + TRAINING
                            + "' or the name of a validation set, found '"
                            + set
                            + "'; the run has "
                            + names);
        }
        return set;
    }

    private static String whyUndefined(TensorMeasures total) {
        Double initialNorm = total.initialNorm();
        return initialNorm != null && initialNorm == 0
                ? "all of them start at 0"
                : "they ceased to be finite";
    }

    /** The weight matrix that moved most, relative to its own start; nothing if there is none. */
    private static String furthestTensor(EpochRecord epoch) {
        return epoch.tensors().stream()
                .filter(tensor -> tensor.relativeDistance() != null)
                .max(Comparator.comparing(tensor -> tensor.relativeDistance()))
                .map(t -> ", where '" + t.name() + "' moved " + Figure.text(t.relativeDistance()))
                .orElse("");
    }
}
