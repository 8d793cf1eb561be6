// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import io.github.inittrace.lifecycle.EndReason;
import java.util.Map;

/**
 * The values of a summary. Scalars and histograms have the older of their two forms, which
 * TensorBoard shows alike and other readers of event files know best. Field numbers are those of
 * {@code summary.proto}, {@code histogram.proto}, {@code tensor.proto} and, of the plugin hparams,
 * {@code plugin_data.proto}. Stateless.
 */
final class SummaryValues {
    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;

    private static final int FLOAT = 1;
    private static final int STRING = 7;
    private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

    private SummaryValues() {}

    /** A number, rounded to float32 as the format has it. */
    static ProtoMessage scalar(String tag, double value) {
        return new ProtoMessage().text(1, tag).single(2, (float) value);
    }

    static ProtoMessage histogram(String tag, Buckets buckets) {
        ProtoMessage histogram =
                new ProtoMessage()
                        .number(1, buckets.min())
                        .number(2, buckets.max())
                        .number(3, buckets.count())
                        .number(4, buckets.sum())
                        .number(5, buckets.sumOfSquares())
                        .numbers(6, buckets.limits())
                        .numbers(7, buckets.counts());
        return new ProtoMessage().text(1, tag).message(5, histogram);
    }

    /** A text in Markdown. */
    static ProtoMessage text(String tag, String markdown) {
        ProtoMessage tensor =
                new ProtoMessage().whole(1, STRING).message(2, shape(1)).text(8, markdown);
        return new ProtoMessage()
                .text(1, tag)
                .message(8, tensor)
                .message(9, metadata("text", new ProtoMessage()));
    }

    /** What was set for a run that starts. */
    static ProtoMessage start(Map<String, String> settings, double wallTime) {
        ProtoMessage info = new ProtoMessage();
        settings.forEach(
                (name, value) ->
                        info.message(1, new ProtoMessage().text(1, name).message(2, value(value))));
        return hyperParameters(
                "session_start_info", new ProtoMessage().message(3, info.number(5, wallTime)));
    }

    /** How a run ended. */
    static ProtoMessage end(EndReason reason, double wallTime) {
        int status = reason == EndReason.FAILED ? FAILURE : SUCCESS;
        ProtoMessage info = new ProtoMessage().whole(1, status).number(2, wallTime);
        return hyperParameters("session_end_info", new ProtoMessage().message(4, info));
    }

    private static ProtoMessage hyperParameters(String tag, ProtoMessage content) {
        // The plugin reads the metadata only; a value must have a tensor all the same.
        ProtoMessage empty = new ProtoMessage().whole(1, FLOAT).message(2, shape(0));
        return new ProtoMessage()
                .text(1, "_hparams_/" + tag)
                .message(8, empty)
                .message(9, metadata("hparams", content));
    }

    private static ProtoMessage metadata(String plugin, ProtoMessage content) {
        return new ProtoMessage()
                .message(1, new ProtoMessage().text(1, plugin).message(2, content));
    }

    private static ProtoMessage shape(int length) {
        return new ProtoMessage().message(2, new ProtoMessage().whole(1, length));
    }

    /** A {@code google.protobuf.Value}: TensorBoard sorts and filters numbers as such. */
    private static ProtoMessage value(String text) {
        if (text.matches(NUMBER)) {
            return new ProtoMessage().number(2, Double.parseDouble(text));
        }
        boolean isTrue = text.equals("true");
        return isTrue || text.equals("false")
                ? new ProtoMessage().truth(4, isTrue)
                : new ProtoMessage().text(3, text);
    }
}
