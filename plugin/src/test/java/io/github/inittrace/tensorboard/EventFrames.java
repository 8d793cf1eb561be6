// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads event files by what their format says, without the classes that write them. */
public final class EventFrames {
    private EventFrames() {}

    /** The events of a file. */
    static List<UnknownFieldSet> events(byte[] file) throws IOException {
        List<UnknownFieldSet> events = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            byte[] event = new byte[(int) in.getLong()];
            in.getInt();
            in.get(event);
            in.getInt();
            events.add(UnknownFieldSet.parseFrom(event));
        }
        return events;
    }

    /** The scalars by tag and step, in the order of the file. */
    public static Map<String, Map<Long, Float>> scalars(byte[] file) throws IOException {
        Map<String, Map<Long, Float>> scalars = new LinkedHashMap<>();
        for (UnknownFieldSet event : events(file)) {
            for (UnknownFieldSet value : values(event)) {
                if (value.hasField(2)) {
                    scalars.computeIfAbsent(text(value, 1), tag -> new LinkedHashMap<>())
                            .put(
                                    step(event),
                                    Float.intBitsToFloat(
                                            value.getField(2).getFixed32List().get(0)));
                }
            }
        }
        return scalars;
    }

    /** The tags of all values that have a field, in the order of the file. */
    public static List<String> tags(byte[] file, int field) throws IOException {
        List<String> tags = new ArrayList<>();
        for (UnknownFieldSet event : events(file)) {
            values(event).stream()
                    .filter(value -> value.hasField(field))
                    .forEach(value -> tags.add(text(value, 1) + " " + step(event)));
        }
        return tags;
    }

    /** The steps at which a process said that it starts, in the order of the file. */
    public static List<Long> starts(byte[] file) throws IOException {
        List<Long> starts = new ArrayList<>();
        for (UnknownFieldSet event : events(file)) {
            if (event.hasField(7) && message(event, 7).getField(1).getVarintList().contains(1L)) {
                starts.add(step(event));
            }
        }
        return starts;
    }

    static List<UnknownFieldSet> values(UnknownFieldSet event) throws IOException {
        List<UnknownFieldSet> values = new ArrayList<>();
        if (event.hasField(5)) {
            for (ByteString value : message(event, 5).getField(1).getLengthDelimitedList()) {
                values.add(UnknownFieldSet.parseFrom(value));
            }
        }
        return values;
    }

    static UnknownFieldSet message(UnknownFieldSet in, int field) throws IOException {
        return UnknownFieldSet.parseFrom(in.getField(field).getLengthDelimitedList().get(0));
    }

    static String text(UnknownFieldSet in, int field) {
        return in.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
    }

    static double number(UnknownFieldSet in, int field) {
        return Double.longBitsToDouble(in.getField(field).getFixed64List().get(0));
    }

    static double[] numbers(UnknownFieldSet in, int field) {
        ByteBuffer packed =
                in.getField(field)
                        .getLengthDelimitedList()
                        .get(0)
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[packed.remaining() / Double.BYTES];
        packed.asDoubleBuffer().get(numbers);
        return numbers;
    }

    private static long step(UnknownFieldSet event) {
        return event.hasField(2) ? event.getField(2).getVarintList().get(0) : 0;
    }
}
