// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes events in the frames of a TFRecord file: the length of an event in 8 bytes, the masked
 * CRC-32C of these, the event, its masked CRC-32C; all numbers little-endian. The first event tells
 * the version of the format. Each frame is one write, so that of a process that is killed all but the
 * last event can be read. See {@code tensorflow/core/lib/io/record_writer.h}. For one thread.
 */
final class EventStream {
    private static final String VERSION = "brain.Event:2";
    private static final int MASK = 0xa282ead8;
    private static final int STARTED = 1;

    private final OutputStream out;

    /**
     * Starts a file.
     *
     * @param out where to; does not buffer if somebody is to read while it grows
     * @param wallTime when the first event is, in seconds since 1970
     */
    EventStream(OutputStream out, double wallTime) throws IOException {
        this.out = out;
        write(new ProtoMessage().number(1, wallTime).text(3, VERSION));
    }

    /** Writes the summary of a step. */
    void summary(double wallTime, long step, ProtoMessage summary) throws IOException {
        write(new ProtoMessage().number(1, wallTime).whole(2, step).message(5, summary));
    }

    /** Says that a process starts to write at a step: events of earlier files from there on are void. */
    void start(double wallTime, long step) throws IOException {
        ProtoMessage session = new ProtoMessage().whole(1, STARTED);
        write(new ProtoMessage().number(1, wallTime).whole(2, step).message(7, session));
    }

    private void write(ProtoMessage event) throws IOException {
        out.write(frame(event.bytes()));
        out.flush();
    }

    static byte[] frame(byte[] event) {
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(event.length);
        return ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + event.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length.array())
                .putInt(maskedChecksum(length.array()))
                .put(event)
                .putInt(maskedChecksum(event))
                .array();
    }

    /** The CRC-32C, turned right by 15 bits, plus a constant: checksums may be of data with some. */
    static int maskedChecksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
    }
}
