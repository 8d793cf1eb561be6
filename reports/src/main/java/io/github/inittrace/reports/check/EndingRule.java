// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.check;

import io.github.inittrace.run.Ending;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How training has to end.
 *
 * @param name its name; null for what it demands
 * @param accepted the endings to accept, such as {@code completed}
 */
record EndingRule(@Nullable String name, List<String> accepted) implements Rule {
    /** How training can end. */
    static final List<String> KNOWN = List.of("completed", "stopped", "diverged", "failed");

    EndingRule {
        accepted = List.copyOf(accepted);
    }

    @Override
    public RuleResult check(NamedRun run, @Nullable NamedRun baseline) {
        Ending ending = run.run().ending();
        String demanded = "ending: " + String.join(" or ", accepted);
        return new RuleResult(
                name == null ? demanded : name,
                demanded,
                words(run),
                baseline == null ? null : words(baseline),
                ending != null && accepted.contains(ending.reason()));
    }

    private static String words(NamedRun run) {
        Ending ending = run.run().ending();
        if (ending == null) {
            return "no end recorded after epoch " + run.history().last().index();
        }
        return ending.reason()
                + (ending.reason().equals("completed") || ending.message().isBlank()
                        ? ""
                        : ": " + ending.message());
    }
}
