// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.lifecycle.Observation;
import io.github.inittrace.study.WatchedFigure;
import io.github.inittrace.trace.Recording;
import io.github.inittrace.trace.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is kept of a run, and when. */
final class RecordingOptions implements HeadedOptions {

    /** How much is kept where no other option says so. */
    enum Amount {
        FULL,
        LIGHT
    }

    @Option(
            names = "--record",
            paramLabel = "AMOUNT",
            description =
                    "How much is kept: ${COMPLETION-CANDIDATES}. LIGHT, for many runs, is a record"
                            + " of every tenth epoch and the last, and the two networks; no"
                            + " conditional distribution, samples, classification or report, which"
                            + " the command report writes later. The options below change either."
                            + " Default: FULL.")
    private Amount amount = Amount.FULL;

    @Option(
            names = "--record-every",
            paramLabel = "N",
            converter = Every.class,
            description =
                    "Record every n-th epoch only, the untrained network and the last always."
                            + " Default: 1.")
    private @Nullable Schedule records;

    @Option(
            names = "--loss-sample",
            paramLabel = "N",
            defaultValue = "" + Observation.DEFAULT_TRAINING_SAMPLE,
            description =
                    "Training examples in the fresh loss of each record."
                            + " Default: ${DEFAULT-VALUE}.")
    private int lossSample;

    @Option(
            names = "--conditional-every",
            paramLabel = "N",
            converter = Every.class,
            description =
                    "Write where weights are by where they started at every n-th epoch, too."
                            + " Default: at the last only.")
    private @Nullable Schedule conditionals;

    @Option(
            names = "--pictures-every",
            paramLabel = "K",
            converter = Every.class,
            description =
                    "Draw hidden2.weight at every k-th epoch, the untrained and the last, as PNG"
                            + " files in the run folder. Default: never.")
    private @Nullable Schedule pictures;

    @Option(
            names = "--loss-levels",
            paramLabel = "LOSS",
            split = ",",
            description =
                    "Measure the weights where the mean loss of the last 100 minibatches first comes"
                            + " down to these levels, such as 0.5,0.4. Default: none.")
    private double[] lossLevels = {};

    @Option(
            names = "--checkpoints",
            paramLabel = "every=N",
            converter = Text.class,
            description =
                    "Export the network at every n-th epoch that is recorded, into checkpoints/ of"
                            + " the run folder. Default: never.")
    private @Nullable Schedule checkpoints;

    @Option(
            names = "--keep-best",
            paramLabel = "FIGURE",
            description =
                    "Keep the network of the epoch with the best loss or accuracy, such as"
                            + " validation.test.loss, as best.onnx in the run folder, replaced as"
                            + " better ones come. Default: none.")
    private @Nullable String keepBest;

    @Option(
            names = "--matrices",
            paramLabel = "every=N|last",
            converter = Text.class,
            description =
                    "Keep the weight matrices of the untrained network, at every n-th epoch that is"
                            + " recorded, and at the last, as NumPy files in matrices/ of the run"
                            + " folder. Default: never.")
    private @Nullable Schedule matrices;

    @Option(
            names = "--invariants",
            paramLabel = "every=N|last",
            converter = Text.class,
            description =
                    "Keep what of every weight matrix no renumbering of neurons changes, of the"
                            + " untrained network, at every n-th epoch that is recorded, and at the"
                            + " last, in invariants.jsonl of the run folder: what the command pigmm"
                            + " makes models of ensembles from. Default: never.")
    private @Nullable Schedule invariants;

    @Option(
            names = "--resumable",
            paramLabel = "every=N",
            converter = Text.class,
            description =
                    "Write at every n-th epoch that is recorded, and at the last, what the command"
                            + " resume takes to go on from there, into resume/ of the run folder; the"
                            + " two newest are kept. Default: never.")
    private @Nullable Schedule resumable;

    @Option(
            names = "--analyse",
            description =
                    "At the end, put layers back to their initial weights, follow the straight line"
                            + " from the initial to the trained weights, and take singular values.")
    private boolean analyse;

    /** Whether a report belongs to what is kept. */
    boolean hasReport() {
        return amount == Amount.FULL;
    }

    /**
     * What is kept.
     *
     * @throws IllegalArgumentException if an option is out of range
     */
    Recording recording() {
        Recording recording = hasReport() ? Recording.full() : Recording.light();
        if (records != null) {
            recording = recording.records(records);
        }
        if (conditionals != null) {
            recording = recording.conditionals(conditionals);
        }
        if (checkpoints != null) {
            recording = recording.checkpoints(checkpoints);
        }
        if (keepBest != null) {
            WatchedFigure.of(keepBest, StoppingOptions.SETS);
            recording = recording.keepBest(keepBest);
        }
        if (resumable != null) {
            recording = recording.resumable(resumable);
        }
        if (matrices != null) {
            recording = recording.matrices(matrices);
        }
        if (invariants != null) {
            recording = recording.invariants(invariants);
        }
        if (pictures != null) {
            recording = recording.pictures(NetworkOptions.BETWEEN_HIDDEN, pictures);
        }
        return recording.lossLevels(lossLevels).trainingSample(lossSample).analysis(analyse);
    }

    /** Takes a schedule as the library writes it, {@code every=100}. */
    static class Text implements ITypeConverter<Schedule> {
        @Override
        public Schedule convert(String text) {
            try {
                return Schedule.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Takes the number alone. */
    static final class Every extends Text {
        @Override
        public Schedule convert(String number) {
            try {
                return super.convert("every=" + number);
            } catch (TypeConversionException e) {
                throw new TypeConversionException(
                        "expected a number of epochs from 1 to 999999999, found '" + number + "'");
            }
        }
    }

    @Override
    public String heading() {
        return "What is kept:";
    }
}
