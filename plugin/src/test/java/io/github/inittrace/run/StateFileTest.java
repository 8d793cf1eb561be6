// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.lifecycle.TrainingState;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.safetensors.Safetensors;
import io.github.inittrace.safetensors.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resume points come from disks that fail and from strangers. */
class StateFileTest {
    private static final TrainingState STATE =
            new TrainingState(
                    9,
                    3,
                    12,
                    List.of(0.1, 1.0 / 3, 1e-300),
                    List.of(
                            new WeightTensor("a", List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}),
                            new WeightTensor("b", List.of(2), new float[] {-0f, Float.MIN_VALUE})));

    @TempDir private Path temporary;
    private Path file;

    @BeforeEach
    void name() {
        file = temporary.resolve("epoch-000003.safetensors");
    }

    private static byte[] bytes() throws IOException {
        return StateFile.bytes(new ResumePoint(STATE, null), "this");
    }

    @Test
    void read_whatIsWritten_isTheSame() throws IOException {
        for (BatchLosses losses :
                new BatchLosses[] {
                    null,
                    new BatchLosses(0, List.of(), List.of(0.5)),
                    new BatchLosses(3, List.of(1.0 / 3, 1e-300, -0.0), List.of())
                }) {
            ResumePoint point = new ResumePoint(STATE, losses);
            Files.write(file, StateFile.bytes(point, "this"));
            assertThat(StateFile.read(file, "this", 3)).usingRecursiveComparison().isEqualTo(point);
        }
    }

    @Test
    void read_aFileCutShort_isRefused() throws IOException {
        byte[] bytes = bytes();
        for (int length = 0; length < bytes.length; length++) {
            refuse(Arrays.copyOf(bytes, length));
        }
        refuse(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Test
    void read_aFileWithAnotherByte_isRefusedOrTheSame() throws IOException {
        byte[] bytes = bytes();
        int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Random random = new Random(4);
        for (int at = 0; at < bytes.length; at++) {
            byte[] other = bytes.clone();
            other[at] ^= (byte) (1 + random.nextInt(255));
            if (at >= 8 + header || at < 8) {
                refuse(other);
            } else {
                Files.write(file, other); // a blank at the end of the header may be another one
                try {
                    assertThat(StateFile.read(file, "this", 3))
                            .usingRecursiveComparison()
                            .isEqualTo(new ResumePoint(STATE, null));
                } catch (IOException e) {
                    assertThat(e)
                            .isInstanceOf(MalformedRecordException.class)
                            .hasMessageStartingWith(file + " is ");
                }
            }
        }
    }

    @Test
    void read_ofOtherThanFloat32_isRefused() throws IOException {
        Safetensors read = Safetensors.read(Files.write(file, bytes()));
        List<StoredTensor> halves =
                read.tensors().stream()
                        .map(
                                t ->
                                        new StoredTensor(
                                                t.name(),
                                                "BF16",
                                                List.of(t.bytes().remaining() / 2),
                                                t.bytes()))
                        .toList();
        Files.write(file, new Safetensors(ofBefore(read.metadata()), halves).bytes());
        assertThatThrownBy(() -> StateFile.read(file, "this", 3))
                .hasMessage(
                        file
                                + " is damaged: expected tensors of dtype F32, found BF16; remove it to"
                                + " go on from the resume point before, if there is one");
    }

    @Test
    void read_theStateOfAnotherRunOrEpoch_isRefused() throws IOException {
        Files.write(file, bytes());
        assertThatThrownBy(() -> StateFile.read(file, "that", 3))
                .hasMessage(file + " is of another run: expected inittrace.run that");
        assertThatThrownBy(() -> StateFile.read(file, "this", 4))
                .hasMessage(file + " is of another epoch than its name says, found 3");
        Safetensors read = Safetensors.read(file);
        Map<String, String> less = ofBefore(read.metadata());
        less.remove("inittrace.steps");
        Files.write(file, new Safetensors(less, read.tensors()).bytes());
        assertThatThrownBy(() -> StateFile.read(file, "this", 3))
                .isInstanceOf(MalformedRecordException.class);
        less.remove("sha256");
        refuse(new Safetensors(less, read.tensors()).bytes());
    }

    /** As earlier releases wrote it, without a hash of the header. */
    private static Map<String, String> ofBefore(Map<String, String> metadata) {
        Map<String, String> less = new LinkedHashMap<>(metadata);
        assertThat(less.remove("inittrace.header-sha256")).hasSize(64);
        return less;
    }

    @Test
    void read_whatAnEarlierReleaseWrote_isTheSame() throws IOException {
        Safetensors read = Safetensors.read(Files.write(file, bytes()));
        Files.write(file, new Safetensors(ofBefore(read.metadata()), read.tensors()).bytes());

        assertThat(StateFile.read(file, "this", 3))
                .usingRecursiveComparison()
                .isEqualTo(new ResumePoint(STATE, null));
    }

    @Test
    void read_withAnyNumberChanged_isRefused() throws IOException {
        BatchLosses losses = new BatchLosses(2, List.of(0.5, 0.25), List.of(0.125));
        Safetensors read =
                Safetensors.read(
                        Files.write(file, StateFile.bytes(new ResumePoint(STATE, losses), "this")));
        for (String key : read.metadata().keySet()) {
            Map<String, String> other = new LinkedHashMap<>(read.metadata());
            other.computeIfPresent(key, (same, value) -> value + "1");
            refuse(new Safetensors(other, read.tensors()).bytes());
        }
        List<StoredTensor> named = new ArrayList<>(read.tensors());
        StoredTensor first = named.get(0);
        named.set(0, new StoredTensor("c", first.dtype(), first.shape(), first.bytes()));
        refuse(new Safetensors(read.metadata(), named).bytes());
        named.set(0, new StoredTensor("a", first.dtype(), List.of(3, 2), first.bytes()));
        refuse(new Safetensors(read.metadata(), named).bytes());
    }

    @Test
    void read_aLossThatIsNotFinite_isRefused() throws IOException {
        Safetensors read = Safetensors.read(Files.write(file, bytes()));
        for (String losses : List.of("0.1 NaN 0.1", "0.1 Infinity 0.1", "0.1  0.1", "x")) {
            Map<String, String> other = ofBefore(read.metadata());
            other.put("inittrace.epoch-losses", losses);
            refuse(new Safetensors(other, read.tensors()).bytes());
        }
    }

    private void refuse(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> StateFile.read(file, "this", 3))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith(file + " is damaged: ")
                .hasMessageNotContaining("\n");
    }
}
