// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import io.github.inittrace.lifecycle.EndReason;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the events of one run: what was set, of every epoch scalars and histograms, how it ended.
 * An event is at the time that the record gives: the start, and the seconds of all epochs until then.
 * So the same run gives the same bytes. For one thread.
 */
public final class RunEvents {
    private final EventStream events;
    private double time;
    private int epoch;

    /**
     * Starts the file of a run.
     *
     * @param out where to, see {@link EventFiles}
     * @param run the run
     * @param name what to call it
     * @param settings what was set for it, by name, for the tab HPARAMS; numbers and truth values
     *     are shown as such
     * @throws IOException if it cannot be written
     */
    public RunEvents(OutputStream out, RunRecord run, String name, Map<String, String> settings)
            throws IOException {
        time = seconds(run);
        events = new EventStream(out, time);
        ProtoMessage summary =
                new ProtoMessage()
                        .message(1, SummaryValues.start(settings, time))
                        .message(1, SummaryValues.text("run", RunTexts.start(run, name)));
        events.summary(time, 0, summary);
    }

    /** The name that the file of a run has which is written at once. */
    public static String fileName(RunRecord run) {
        return EventFiles.name((long) seconds(run));
    }

    /** Goes on after epochs whose events are elsewhere; those of later epochs there are void. */
    void goOnAfter(List<EpochRecord> done) throws IOException {
        done.forEach(this::pass);
        events.start(time, done.isEmpty() ? 0 : epoch + 1);
    }

    /**
     * Writes the scalars of an epoch and the histograms of its deviations.
     *
     * @param record the record
     * @throws IOException if it cannot be written
     */
    public void epoch(EpochRecord record) throws IOException {
        pass(record);
        ProtoMessage summary = new ProtoMessage();
        ScalarTags.of(record)
                .forEach((tag, value) -> summary.message(1, SummaryValues.scalar(tag, value)));
        Stream.concat(record.tensors().stream(), Stream.of(record.total()))
                .forEach(
                        tensor -> {
                            Buckets buckets = Buckets.ofDeviations(tensor);
                            if (buckets != null) {
                                String tag = "deviations/" + tensor.name();
                                summary.message(1, SummaryValues.histogram(tag, buckets));
                            }
                        });
        events.summary(time, epoch, summary);
    }

    /**
     * Writes histograms of the weights of the last epoch.
     *
     * @param weights the values of each tensor, by name
     * @throws IOException if they cannot be written
     */
    public void weights(Map<String, double[]> weights) throws IOException {
        ProtoMessage summary = new ProtoMessage();
        weights.forEach(
                (tensor, values) -> {
                    Buckets buckets = Buckets.ofWeights(values);
                    if (buckets != null) {
                        String tag = "weights/" + tensor;
                        summary.message(1, SummaryValues.histogram(tag, buckets));
                    }
                });
        events.summary(time, epoch, summary);
    }

    /**
     * Writes how the run ended.
     *
     * @param ending its end
     * @throws IOException if it cannot be written
     */
    public void end(Ending ending) throws IOException {
        EndReason reason = ending.reason();
        ProtoMessage summary =
                new ProtoMessage()
                        .message(1, SummaryValues.end(reason, time))
                        .message(1, SummaryValues.text("end", RunTexts.end(ending)));
        events.summary(time, epoch, summary);
    }

    private void pass(EpochRecord record) {
        Double evaluation = record.evaluationSeconds();
        Double measures = record.measureSeconds();
        time += record.seconds();
        time += evaluation == null ? 0 : evaluation;
        time += measures == null ? 0 : measures;
        epoch = record.index();
    }

    /** Since 1970; 0 where the record does not say it as a time. */
    private static double seconds(RunRecord run) {
        try {
            Instant start = OffsetDateTime.parse(run.startedAt()).toInstant();
            return start.getEpochSecond() + start.getNano() / 1e9;
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
