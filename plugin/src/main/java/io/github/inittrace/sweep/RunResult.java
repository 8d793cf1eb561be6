// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.run.Ending;
import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.RunVerdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run of a sweep.
 *
 * @param run the run
 * @param state whether it is over
 * @param message why it failed, as a sentence, or how it ended; null while it is planned
 * @param ending how training ended; null unless the run is finished
 * @param verdict the verdict on it; null unless it is finished
 * @param figures its key figures by name, as {@code runs.csv} has them; empty unless it is finished,
 *     null where undefined
 */
public record RunResult(
        SweepRun run,
        State state,
        @Nullable String message,
        @Nullable Ending ending,
        @Nullable RunVerdict verdict,
        Map<String, @Nullable Double> figures) {

    /** How far a run is. */
    public enum State {
        /** It has still to be trained, or was interrupted. */
        PLANNED,
        /** It is over, also where it diverged or an alarm or a figure stopped it. */
        FINISHED,
        /** It could not be trained or written to its end; a sweep started again tries it again. */
        FAILED;

        /** The word in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Keeps the figures in their order. */
    public RunResult {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    static RunResult planned(SweepRun run) {
        return new RunResult(run, State.PLANNED, null, null, null, Map.of());
    }

    static RunResult failed(SweepRun run, String message) {
        return new RunResult(run, State.FAILED, message, null, null, Map.of());
    }

    /** Of a run that has ended by itself; planned if it has not. */
    static RunResult of(SweepRun run, NamedRun recorded) {
        Ending ending = recorded.run().ending();
        return ending != null && ending.endedByItself()
                ? new RunResult(
                        run,
                        State.FINISHED,
                        ending.message(),
                        ending,
                        RunVerdict.of(recorded.run(), recorded.history()),
                        RunFigures.of(recorded.history()))
                : planned(run);
    }
}
