// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.run.Ending;
import io.github.inittrace.study.RunVerdict;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.SweepListener;
import io.github.inittrace.text.Numbers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep says while it runs: where standard error is a terminal, a progress bar over all runs;
 * else a line for each run that has ended.
 */
final class SweepProgress implements SweepListener, AutoCloseable {
    private static final int LISTED = 20;
    private static final int REASONS = 5;

    private final PrintWriter out;
    private final boolean quiet;
    private final DownloadBar downloads;
    private @Nullable ProgressBar bar;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private int runs;
    private int ended;
    private volatile double share; // read by the thread that draws

    SweepProgress(PrintWriter out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
        downloads = new DownloadBar(quiet);
    }

    @Override
    public void onLoad(DatasetLoader loader) {
        loader.downloads(downloads).notices(Failures::say);
    }

    @Override
    public void onStart(int all, int finished) {
        downloads.close();
        runs = all;
        ended = finished;
        if (finished > 0) {
            line(finished + " of " + all + " runs are finished already");
        }
        if (!quiet && Terminal.isInteractive() && finished < all) {
            bar =
                    Terminal.bar("sweep")
                            .setUnit(" runs", 1)
                            .setInitialMax(all)
                            .startsFrom(finished, Duration.ZERO)
                            .setEtaFunction(this::left)
                            .build();
        }
    }

    /** The time that is left if the rest goes as what is done. */
    private Optional<Duration> left(ProgressState state) {
        double done = share;
        return done == 0
                ? Optional.empty()
                : Optional.of(
                        Duration.ofMillis(
                                Math.round(
                                        state.getTotalElapsed().toMillis() * (1 - done) / done)));
    }

    @Override
    public void onProgress(double done) {
        share = done;
    }

    @Override
    public void onRun(RunResult result) {
        ended++;
        outcomes.merge(outcome(result), 1, Integer::sum);
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(
                    outcomes.entrySet().stream()
                            .map(each -> each.getValue() + " " + each.getKey())
                            .collect(Collectors.joining(", ", " ", "")));
        } else {
            line("[" + ended + "/" + runs + "] " + result.run().name() + ": " + summary(result));
        }
    }

    /** What came out, in a word. */
    private static String outcome(RunResult result) {
        return result.verdict() == null ? result.state().word() : verdict(result);
    }

    /** In a few words: loss and verdict, or why there are none. */
    private static String summary(RunResult result) {
        Ending ending = result.ending();
        if (ending == null) {
            return result.state().word() + ": " + OptionNames.in(String.valueOf(result.message()));
        }
        return "test loss "
                + loss(result)
                + ", "
                + verdict(result)
                + ", "
                + Numbers.duration(ending.wallSeconds());
    }

    /**
     * Says why runs failed, even if it is to keep quiet; lists the runs with the lowest test losses,
     * and says how many there are of each kind.
     */
    @Override
    public void onEnd(List<RunResult> results) {
        close();
        sayFailures(results);
        if (quiet) {
            return;
        }
        if (results.isEmpty()) {
            line("none of its runs is in this shard");
            return;
        }
        TextTable table = new TextTable("run", "test loss", "test accuracy", "lowest", "verdict");
        results.stream()
                .filter(result -> result.state() == RunResult.State.FINISHED)
                .sorted(Comparator.comparing(SweepProgress::order))
                .limit(LISTED)
                .forEach(
                        result ->
                                table.row(
                                        result.run().name(),
                                        loss(result),
                                        accuracy(result),
                                        number(result, "lowestTestLoss"),
                                        verdict(result)));
        long finished = count(results, RunResult.State.FINISHED);
        if (finished > 0) {
            line("");
            table.lines().forEach(this::line);
        }
        if (finished > LISTED) {
            line("... and " + (finished - LISTED) + " more with higher losses");
        }
        line("");
        line(
                finished
                        + " finished, "
                        + count(results, RunResult.State.FAILED)
                        + " failed, "
                        + count(results, RunResult.State.PLANNED)
                        + " still to do");
    }

    /** The first reasons, each with the runs that have it. */
    private static void sayFailures(List<RunResult> results) {
        Map<String, List<String>> runs = new LinkedHashMap<>();
        for (RunResult result : results) {
            if (result.state() == RunResult.State.FAILED) {
                runs.computeIfAbsent(String.valueOf(result.message()), any -> new ArrayList<>())
                        .add(result.run().name());
            }
        }
        runs.entrySet().stream()
                .limit(REASONS)
                .forEach(
                        reason -> {
                            int others = reason.getValue().size() - 1;
                            Failures.say(
                                    reason.getValue().get(0)
                                            + (others > 0 ? " and " + others + " more" : "")
                                            + " failed: "
                                            + reason.getKey());
                        });
        if (runs.size() > REASONS) {
            Failures.say(
                    "other runs failed for "
                            + (runs.size() - REASONS)
                            + " more reasons, which the index of the sweep has");
        }
    }

    /** Where the page is. */
    void report(Path page) {
        line("report  " + page);
    }

    private static double order(RunResult result) {
        Double loss = result.figures().get("validation.test.loss");
        return loss == null ? Double.POSITIVE_INFINITY : loss;
    }

    private static long count(List<RunResult> results, RunResult.State state) {
        return results.stream().filter(result -> result.state() == state).count();
    }

    private static String verdict(RunResult result) {
        RunVerdict verdict = result.verdict();
        return verdict == null ? "-" : verdict.status().word();
    }

    private static String loss(RunResult result) {
        return number(result, "validation.test.loss");
    }

    private static String accuracy(RunResult result) {
        Double share = result.figures().get("validation.test.accuracy");
        return share == null ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String number(RunResult result, String figure) {
        Double value = result.figures().get(figure);
        return value == null ? "-" : Numbers.text(value);
    }

    private void line(String text) {
        if (!quiet) {
            out.println(text);
            out.flush();
        }
    }

    /** Ends the bar; what is said from here on stands below it. */
    @Override
    public void close() {
        downloads.close();
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
