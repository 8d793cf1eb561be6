// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.job.Job;
import io.github.inittrace.sweep.JobMaker;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** Takes the settings of a plan for options of {@code inittrace run}, by their long names. */
final class SweepJobs implements JobMaker {
    private static final String DASHES = "--";

    /** What a run among many is given unless the plan says otherwise. */
    private static final Map<String, String> USUAL =
            Map.of("record", "LIGHT", "resumable", "every=10");

    /** What a run among many cannot have of its own. */
    private static final Set<String> OF_THE_SWEEP =
            Set.of(
                    "out",
                    "force",
                    "workers",
                    "quiet",
                    "single-file",
                    "report-every",
                    "tensorboard",
                    "help",
                    "version");

    /** One for all jobs: to make one takes picocli milliseconds. */
    private final RunCommand run = new RunCommand();

    private final CommandLine line = Main.configured(new CommandLine(run));

    @Override
    public synchronized Job job(Map<String, String> settings) throws IOException {
        List<String> words = new ArrayList<>();
        USUAL.forEach(
                (key, value) -> {
                    if (!settings.containsKey(key)) {
                        words.add(DASHES + key + "=" + value);
                    }
                });
        settings.forEach(
                (key, value) -> {
                    requireKnown(key);
                    words.add(DASHES + key + "=" + value);
                });
        try {
            line.parseArgs(words.toArray(String[]::new));
            Main.requireKeysOnce(line);
            return run.job();
        } catch (CommandLine.ParameterException e) {
            throw new IllegalArgumentException(Main.complaint(e), e);
        } catch (UsageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void requireKnown(String key) {
        if (OF_THE_SWEEP.contains(key)) {
            throw new IllegalArgumentException(
                    "the setting " + key + " is none of a run's in a sweep; leave it out");
        }
        if (key.isEmpty() || line.getCommandSpec().findOption(DASHES + key) == null) {
            List<String> likely = likely(key);
            throw new IllegalArgumentException(
                    "expected an option of 'inittrace run' by its long name without dashes, found '"
                            + SafeText.of(key)
                            + "'"
                            + (likely.isEmpty()
                                    ? "; see inittrace run --help"
                                    : "; did you mean " + String.join(" or ", likely) + "?"));
        }
    }

    private List<String> likely(String key) {
        try {
            line.parseArgs(DASHES + key);
            return List.of();
        } catch (CommandLine.ParameterException e) {
            return Main.suggestions(e).stream()
                    .filter(option -> option.startsWith(DASHES))
                    .map(option -> option.substring(DASHES.length()))
                    .filter(option -> !OF_THE_SWEEP.contains(option))
                    .toList();
        }
    }
}
