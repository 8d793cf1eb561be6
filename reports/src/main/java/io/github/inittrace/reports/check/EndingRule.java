// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.run.Ending;
import io.github.inittrace.study.NamedRun;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How training has to end. One that its own figure ended early has completed what was asked for.
 *
 * @param name its name; null for what it demands
 * @param accepted the endings to accept
 */
record EndingRule(@Nullable String name, List<EndReason> accepted) implements Rule {
    /** How training can end. */
    static final List<String> KNOWN = Stream.of(EndReason.values()).map(EndReason::word).toList();

    EndingRule {
        accepted = List.copyOf(accepted);
    }

    /** Of words that are known. */
    static EndingRule of(@Nullable String name, List<String> words) {
        return new EndingRule(
                name,
                words.stream()
                        .map(word -> EndReason.valueOf(word.toUpperCase(Locale.ROOT)))
                        .toList());
    }

    @Override
    public RuleResult check(NamedRun run, @Nullable NamedRun baseline) {
        Ending ending = run.run().ending();
        return new RuleResult(
                title(),
                demanded(),
                words(run),
                baseline == null ? null : words(baseline),
                ending != null && isAccepted(ending));
    }

    private boolean isAccepted(Ending ending) {
        return accepted.contains(ending.reason())
                || ending.countsAsCompleted() && accepted.contains(EndReason.COMPLETED);
    }

    @Override
    public String demanded() {
        return "ending: " + String.join(" or ", accepted.stream().map(EndReason::word).toList());
    }

    private static String words(NamedRun run) {
        Ending ending = run.run().ending();
        if (ending == null) {
            return "no end recorded after epoch " + run.history().last().index();
        }
        return ending.reason().word()
                + (ending.reason() == EndReason.COMPLETED || ending.message().isBlank()
                        ? ""
                        : ": " + ending.message());
    }
}
