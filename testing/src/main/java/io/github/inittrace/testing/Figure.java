// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import io.github.inittrace.measure.Direction;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.TrainingHistory;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.text.Numbers;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A number that every record has, or has not. */
record Figure(String name, Function<EpochRecord, @Nullable Double> value) {

    /** The accuracy on a set; a validation set hides the training data of the same name. */
    static Figure accuracy(String set) {
        return new Figure(
                set + " accuracy",
                epoch -> {
                    Optional<ValidationRecord> own = validation(epoch, set);
                    return own.isPresent() ? own.get().accuracy() : epoch.epochEndAccuracy();
                });
    }

    /** The loss on a set, as {@link #accuracy}. */
    static Figure loss(String set) {
        return new Figure(
                set + " loss",
                epoch -> {
                    Optional<ValidationRecord> own = validation(epoch, set);
                    return own.isPresent() ? own.get().loss() : epoch.epochEndLoss();
                });
    }

    private static Optional<ValidationRecord> validation(EpochRecord epoch, String set) {
        return epoch.validation().stream().filter(v -> v.name().equals(set)).findFirst();
    }

    @Nullable Double at(EpochRecord epoch) {
        return value.apply(epoch);
    }

    /** The value at an epoch that has one. */
    double valueAt(EpochRecord epoch) {
        return Objects.requireNonNull(at(epoch));
    }

    /** The first epoch with the best value; none if no epoch has one. */
    Optional<EpochRecord> best(Direction direction, TrainingHistory history) {
        return history.best(direction, value::apply);
    }

    /** The value at an epoch and which one it is. */
    String text(EpochRecord epoch) {
        return text(at(epoch)) + " at epoch " + epoch.index();
    }

    /** All digits, so that a value just beside a bound does not look like it. */
    static String text(@Nullable Double value) {
        return value == null ? Numbers.undefined("not finite") : Numbers.exact(value);
    }
}
