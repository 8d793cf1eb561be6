// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    /** CRC-32C of 32 zeros is 8a9136aa by RFC 3720, B.4, of the digits e3069283 by custom. */
    @Test
    void maskedChecksum_ofKnownBytes_isWhatTensorFlowWrites() {
        assertThat(EventStream.maskedChecksum(new byte[32])).isEqualTo(0x0fd7fffa);
        assertThat(EventStream.maskedChecksum("123456789".getBytes(US_ASCII)))
                .isEqualTo(0xc78ab0e5);
    }

    @Test
    void frame_holdsLengthAndBothChecksums() {
        byte[] frame = EventStream.frame(new byte[] {7, 8, 9});
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(in.getLong()).isEqualTo(3);
        assertThat(in.getInt())
                .isEqualTo(EventStream.maskedChecksum(new byte[] {3, 0, 0, 0, 0, 0, 0, 0}));
        byte[] event = new byte[3];
        in.get(event);
        assertThat(event).containsExactly(7, 8, 9);
        assertThat(in.getInt()).isEqualTo(EventStream.maskedChecksum(event));
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void file_beginsWithItsVersion_andEachEventIsOneWrite() throws IOException {
        int[] writes = new int[1];
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream() {
                    @Override
                    public void write(byte[] part, int offset, int length) {
                        writes[0]++;
                        super.write(part, offset, length);
                    }
                };
        EventStream stream = new EventStream(bytes, 12.5);
        ProtoMessage summary = new ProtoMessage().message(1, SummaryValues.scalar("loss", 0.1));
        stream.summary(13, 4_000_000_000L, summary);

        List<UnknownFieldSet> events = EventFrames.events(bytes.toByteArray());
        assertThat(writes[0]).isEqualTo(2);
        assertThat(events).hasSize(2);
        assertThat(EventFrames.text(events.get(0), 3)).isEqualTo("brain.Event:2");
        assertThat(EventFrames.number(events.get(0), 1)).isEqualTo(12.5);
        assertThat(EventFrames.scalars(bytes.toByteArray())).hasToString("{loss={4000000000=0.1}}");
    }
}
