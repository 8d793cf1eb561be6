// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inittrace.lifecycle.TrainingState;
import io.github.inittrace.lifecycle.WeightTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resume points come from disks that fail and from strangers. */
class SafetensorsTest {
    private static final Safetensors TENSORS =
            new Safetensors(
                    Map.of("epoch", "3"),
                    List.of(
                            new WeightTensor("a", List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}),
                            new WeightTensor("b", List.of(2), new float[] {-0f, Float.MIN_VALUE})));

    @TempDir private Path temporary;
    private Path file;

    @BeforeEach
    void name() {
        file = temporary.resolve("epoch-000003.safetensors");
    }

    @Test
    void read_whatIsWritten_isTheSame() throws IOException {
        byte[] bytes = TENSORS.bytes();
        Files.write(file, bytes);
        assertThat(Safetensors.read(file)).usingRecursiveComparison().isEqualTo(TENSORS);
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(header % 8).isZero();
        assertThat(bytes).hasSize(8 + (int) header + 8 * 4);
        assertThat(new String(bytes, 8, (int) header, StandardCharsets.UTF_8))
                .startsWith("{\"__metadata__\":{\"epoch\":\"3\",\"sha256\":\"");
    }

    @Test
    void read_aFileCutShort_isRefused() throws IOException {
        byte[] bytes = TENSORS.bytes();
        for (int length = 0; length < bytes.length; length++) {
            refuse(Arrays.copyOf(bytes, length));
        }
        refuse(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Test
    void read_aFileWithAnotherByte_isRefusedOrTheSame() throws IOException {
        byte[] bytes = TENSORS.bytes();
        int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Random random = new Random(4);
        for (int at = 0; at < bytes.length; at++) {
            byte[] other = bytes.clone();
            other[at] ^= (byte) (1 + random.nextInt(255));
            if (at >= 8 + header || at < 8) {
                refuse(other);
            } else {
                Files.write(file, other); // a letter of a name may be another one
                try {
                    assertThat(Safetensors.read(file).tensors()).hasSizeLessThanOrEqualTo(2);
                } catch (IOException e) {
                    assertThat(e).hasMessageStartingWith(file + " is damaged: ");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "7",
                "{\"a\":1}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,-8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],"
                        + "\"data_offsets\":[0,17179869180]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
                "{\"__metadata__\":[],\"a\":{\"dtype\":\"F32\",\"shape\":[2],"
                        + "\"data_offsets\":[0,8]}}",
            })
    void read_aHostileHeader_isRefused(String header) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        refuse(
                ByteBuffer.allocate(8 + json.length + 8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE, 1 << 30, 1L << 32})
    void read_aHugeHeader_isRefused(long length) throws IOException {
        refuse(
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .put("{}".getBytes(StandardCharsets.UTF_8))
                        .array());
    }

    @Test
    void read_theStateOfAnotherRunOrEpoch_isRefused() throws IOException {
        TrainingState state = new TrainingState(9, 3, 12, TENSORS.tensors());
        for (BatchLosses losses :
                new BatchLosses[] {
                    null,
                    new BatchLosses(0, List.of(), List.of(0.5)),
                    new BatchLosses(3, List.of(1.0 / 3, 1e-300, -0.0), List.of())
                }) {
            ResumePoint point = new ResumePoint(state, losses);
            Files.write(file, StateFile.bytes(point, "this"));
            assertThat(StateFile.read(file, "this", 3)).usingRecursiveComparison().isEqualTo(point);
        }
        assertThatThrownBy(() -> StateFile.read(file, "that", 3))
                .hasMessage(file + " is of another run: expected inittrace.run that");
        assertThatThrownBy(() -> StateFile.read(file, "this", 4))
                .hasMessage(file + " is of another epoch than its name says, found 3");
        Files.write(file, TENSORS.bytes());
        assertThatThrownBy(() -> StateFile.read(file, "this", 3))
                .isInstanceOf(MalformedRecordException.class);
    }

    private void refuse(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith(file + " is damaged: ")
                .hasMessageNotContaining("\n");
    }
}
