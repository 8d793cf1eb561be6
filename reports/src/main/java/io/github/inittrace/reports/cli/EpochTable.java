// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.ImageShape;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.study.RunVerdict;
import io.github.inittrace.text.Numbers;
import io.github.inittrace.trace.BestEpoch;
import io.github.inittrace.trace.TracedRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;

/**
 * What a run says while it trains: a row per epoch on standard output, and below the rows, where
 * standard error is a terminal, a progress bar.
 */
final class EpochTable implements AutoCloseable {
    private static final String HEAD =
            "epoch   running     train     train      test      test    distance     epoch";
    private static final String UNITS =
            "           loss      loss  accuracy      loss  accuracy  from start   seconds";

    private final PrintWriter out;
    private final boolean quiet;

    /** Whether it has been said what the columns are: a run that goes on has no other header. */
    private boolean headed;

    private @Nullable ProgressBar bar;

    EpochTable(PrintWriter out, int epochs, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
        bar = quiet || !Terminal.isInteractive() ? null : bar(epochs);
    }

    private static ProgressBar bar(int epochs) {
        return Terminal.bar("training").setUnit(" epochs", 1).setInitialMax(epochs).build();
    }

    /** Says what is about to be trained. */
    void header(LoadedData data, MLPClassificationTrainer trainer) {
        if (quiet) {
            return;
        }
        ImageShape shape = data.shape();
        line(
                String.format(
                        Locale.ROOT,
                        "%s: %,d training and %,d test %s",
                        data.name(),
                        data.train().size(),
                        data.test().size(),
                        shape == null
                                ? "examples of " + data.train().getFeatureMap().size() + " features"
                                : String.format(
                                        Locale.ROOT,
                                        "images of %dx%d pixels",
                                        shape.height(),
                                        shape.width())));
        line(trainer.toString());
        line("");
        heading();
    }

    private void heading() {
        headed = true;
        line(HEAD);
        line(UNITS);
    }

    /** One epoch; epoch 0 is the untrained network. */
    void row(EpochRecord epoch) {
        ValidationRecord test = epoch.validation().get(0);
        if (!quiet) {
            if (!headed) {
                heading();
            }
            line(
                    String.format(
                            Locale.ROOT,
                            "%5d%10s%10s%10s%10s%10s%12s%10.2f%s",
                            epoch.index(),
                            number(epoch.runningLoss()),
                            number(epoch.epochEndLoss()),
                            percent(epoch.epochEndAccuracy()),
                            number(test.loss()),
                            percent(test.accuracy()),
                            number(epoch.total().relativeDistance()),
                            epoch.seconds(),
                            epoch.complete() ? "" : "  (cut short)"));
            AlarmLines.of(epoch).forEach(this::line);
        }
        if (bar != null) {
            bar.stepTo(epoch.index());
        }
    }

    /** Where a browser can follow. */
    void reportBegun(Path page) {
        if (!quiet) {
            line("report so far    " + page);
        }
    }

    /** How it ended and where everything is. */
    void summary(TracedRun<Label> run, Path folder, RunVerdict health, boolean hasReport) {
        Ending ending = run.ending();
        Path report = folder.resolve(RunFolder.REPORT).resolve("index.html");
        line("");
        line(ending.reason().word() + ": " + ending.message());
        for (ValidationRecord set : run.history().last().validation()) {
            if (set.isPartial()) {
                line("left out         " + set.leftOutOfAll() + " of " + set.name());
            }
        }
        line("lowest loss      " + AlarmLines.course(run.history()));
        line("alarms           " + AlarmLines.summary(run.history()));
        line("verdict          " + health.status().word() + ": " + health.reason());
        line("report           " + (hasReport ? report : "none yet: inittrace report " + folder));
        line("initial network  " + folder.resolve(RunFolder.INITIAL));
        line("trained network  " + folder.resolve(RunFolder.TRAINED));
        BestEpoch<Label> best = run.best();
        if (best != null) {
            line(
                    String.format(
                            Locale.ROOT,
                            "best network     %s (epoch %d, %s %s)",
                            folder.resolve(RunFolder.BEST),
                            best.index(),
                            best.figure(),
                            Numbers.text(best.value())));
        }
        line("record           " + folder.resolve(RunFolder.EPOCHS));
        if (run.analysis() != null) {
            line("analysis         " + folder.resolve(RunFolder.ANALYSIS));
        }
    }

    /** Four decimals line up in a column; what has outgrown it is written with an exponent. */
    private static String number(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        return String.format(Locale.ROOT, value < 1000 ? "%.4f" : "%.2e", value);
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** A sentence on standard error. */
    void say(String sentence) {
        clear();
        Failures.say(sentence);
    }

    private void line(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    /** Makes room where the bar is, which draws itself again on the line below. */
    private void clear() {
        if (bar != null) {
            System.err.print("\r\033[K");
            System.err.flush();
        }
    }

    /** Ends the bar; what is said from here on stands below it. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
