// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.study.NamedRun;
import io.github.inittrace.study.RunVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the verdict on a run has to be.
 *
 * @param name its name; null for what it demands
 * @param accepted the verdicts to accept
 */
record VerdictRule(@Nullable String name, Set<RunVerdict.Status> accepted) implements Rule {
    /** The words for verdicts. */
    static final List<String> KNOWN =
            Stream.of(RunVerdict.Status.values()).map(RunVerdict.Status::word).toList();

    VerdictRule {
        accepted = Set.copyOf(accepted);
    }

    /** Of words that are known. */
    static VerdictRule of(@Nullable String name, List<String> words) {
        return new VerdictRule(
                name,
                Set.copyOf(
                        words.stream()
                                .distinct()
                                .map(
                                        word ->
                                                RunVerdict.Status.valueOf(
                                                        word.toUpperCase(Locale.ROOT)))
                                .toList()));
    }

    @Override
    public RuleResult check(NamedRun run, @Nullable NamedRun baseline) {
        RunVerdict health = health(run);
        boolean isObeyed = accepted.contains(health.status());
        return new RuleResult(
                title(),
                demanded(),
                health.status().word() + (isObeyed ? "" : ": " + health.reason()),
                baseline == null ? null : health(baseline).status().word(),
                isObeyed);
    }

    @Override
    public String demanded() {
        return "verdict: "
                + String.join(
                        " or ", accepted.stream().sorted().map(RunVerdict.Status::word).toList());
    }

    private static RunVerdict health(NamedRun run) {
        return RunVerdict.of(run.run(), run.history());
    }
}
