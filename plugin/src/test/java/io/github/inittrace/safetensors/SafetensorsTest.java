// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch wrote, that we write, and that strangers send. */
class SafetensorsTest {
    private static final Safetensors TENSORS =
            new Safetensors(
                    Map.of("epoch", "3"),
                    List.of(
                            StoredTensor.of("a", List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}),
                            StoredTensor.of("b", List.of(2), new float[] {-0f, Float.MIN_VALUE})));

    @TempDir private Path temporary;

    private Safetensors read(byte[] content) throws IOException {
        return Safetensors.read(Files.write(temporary.resolve("a.safetensors"), content));
    }

    @Test
    void read_ofFilesOfPyTorch_givesItsValues() throws IOException, URISyntaxException {
        Path folder =
                Path.of(
                                Objects.requireNonNull(
                                                SafetensorsTest.class.getResource(
                                                        "/safetensors/values.json"))
                                        .toURI())
                        .getParent();
        JsonNode values = new JsonMapper().readTree(folder.resolve("values.json").toFile());
        assertThat(values.properties()).hasSize(2);
        for (Map.Entry<String, JsonNode> network : values.properties()) {
            Safetensors file = Safetensors.read(folder.resolve(network.getKey()));
            assertThat(file.metadata()).isEqualTo(Map.of("format", "pt"));
            Set<String> types = new HashSet<>();
            for (StoredTensor tensor : file.tensors()) {
                types.add(tensor.dtype());
                JsonNode expected = network.getValue().path(tensor.name());
                assertThat(expected.isArray()).as(tensor.name()).isTrue();
                if (!tensor.isFloat()) {
                    assertThat(tensor.name()).isEqualTo("steps");
                    assertThatThrownBy(tensor::values).hasMessage("expected floats, found I64");
                    continue;
                }
                double[] found = tensor.values();
                assertThat(found).hasSize(expected.size());
                for (int k = 0; k < found.length; k++) {
                    long bits = Long.parseUnsignedLong(expected.path(k).textValue(), 16);
                    assertThat(found[k])
                            .as(tensor.name() + " " + k)
                            .isEqualTo(Double.valueOf(Double.longBitsToDouble(bits)));
                }
            }
            assertThat(file.tensors()).hasSize(network.getValue().size());
            assertThat(types).containsExactlyInAnyOrder("F64", "F32", "F16", "BF16", "I64");
            assertThat(read(file.bytes())).isEqualTo(file);
        }
    }

    @Test
    void read_whatIsWritten_isTheSame() throws IOException {
        byte[] bytes = TENSORS.bytes();
        assertThat(read(bytes)).isEqualTo(TENSORS);
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(header % 8).isZero();
        assertThat(bytes).hasSize(8 + (int) header + 8 * 4);
        assertThat(new String(bytes, 8, (int) header, StandardCharsets.UTF_8).strip())
                .isEqualTo(
                        "{\"__metadata__\":{\"epoch\":\"3\"},"
                                + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}");
    }

    @Test
    void read_ofNames_inAnyOrder() throws IOException {
        byte[] bytes =
                file(
                        "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]},"
                                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                                + "\"none\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}",
                        8);
        assertThat(read(bytes).tensors())
                .extracting(StoredTensor::name)
                .containsExactly("a", "none", "b");
    }

    @Test
    void read_aFileCutShortOrTooLong_isRefused() throws IOException {
        byte[] bytes = TENSORS.bytes();
        for (int length = 0; length < bytes.length; length++) {
            refuse(Arrays.copyOf(bytes, length), "expected ");
        }
        refuse(
                Arrays.copyOf(bytes, bytes.length + 1),
                "expected the values to end at byte 32, found 1 more");
    }

    @Test
    void read_aFileWithAnotherByte_isRefusedOrRead() throws IOException {
        byte[] bytes = TENSORS.bytes();
        Random random = new Random(4);
        for (int at = 0; at < bytes.length; at++) {
            byte[] other = bytes.clone();
            other[at] ^= (byte) (1 + random.nextInt(255));
            try {
                assertThat(read(other).tensors()).hasSizeLessThanOrEqualTo(2);
            } catch (MalformedSafetensorsException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [] | expected a JSON object as its header, found none
                    null | expected a JSON object as its header, found none
                    {"a": | its header is no JSON
                    {"a":1} | expected text as dtype of 'a', found something else
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9]}} | expected the values of 'a' to end by byte 8, where the file does, found byte 9
                    {"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}} | expected 8 bytes for each value of 'a' [2], found 8 for all
                    {"a":{"dtype":"I64","shape":[4],"data_offsets":[0,8]}} | expected 8 bytes for each value of 'a' [4], found 8 for all
                    {"a":{"dtype":"BOOL","shape":[9],"data_offsets":[0,8]}} | expected 1 byte for each value of 'a' [9], found 8 for all
                    {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}} | expected the values of 'a' to end by byte 8, where the file does, found byte 16
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}} | expected the values of 'a' to begin at byte 0, where those before end, found byte -8
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}} | expected where values begin and end as data_offsets of 'a', found [8,0]
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}} | expected where values begin and end as data_offsets of 'a', found [0,8,8]
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,1e99]}} | expected where values begin and end as data_offsets of 'a', found [0,1.0E99]
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}} | expected where values begin and end as data_offsets of 'a', found [0,99999999999999999999]
                    {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}} | expected whole numbers from 0 on as shape of 'a', found something else
                    {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}} | expected whole numbers from 0 on as shape of 'a', found something else
                    {"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,0]}} | expected 4 bytes for each value of 'a' [65536, 65536], found 0 for all
                    {"a":{"dtype":"F32","shape":[2147483647,2147483647],"data_offsets":[0,8]}} | expected 4 bytes for each value of 'a' [2147483647, 2147483647], found 8 for all
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | expected the values of 'b' to begin at byte 8, where those before end, found byte 4
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | expected every name once in its header, found another 'a'
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | expected the values of 'a' to begin at byte 0, where those before end, found byte 4
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | expected the values to end at byte 4, found 4 more
                    {"__metadata__":[]} | expected text by key as __metadata__, found something else
                    {"__metadata__":{"a":1}} | expected text by key as __metadata__, found something else
                    """)
    void read_aHostileHeader_isRefused(String header, String message) {
        refuse(file(header, 8), message);
    }

    @Test
    void read_namesThatAreNoText_isRefused() throws IOException {
        byte[] bytes = file("{\"?\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4);
        bytes[10] = (byte) 0xff;
        refuse(bytes, "its header is no text in UTF-8");
        Path path = Files.write(temporary.resolve("b.safetensors"), bytes);
        assertThatThrownBy(() -> SafetensorsIndex.read(path))
                .isInstanceOf(MalformedSafetensorsException.class)
                .hasMessage("its header is no text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE, 1 << 30, 1L << 32})
    void read_aHugeHeader_isRefused(long length) {
        ByteBuffer file = ByteBuffer.wrap(file("{}", 54)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(0, length);
        refuse(
                file.array(),
                "expected a header of at most 56 bytes, found one of "
                        + Long.toUnsignedString(length));
    }

    @Test
    void read_aHeaderOfManyBytesThatAreThere_isRefused() {
        refuse(
                file(" ".repeat(17_000_000), 0),
                "expected a header of at most 16777216 bytes, found one of 17000000");
    }

    private static byte[] file(String header, int values) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + values)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private void refuse(byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(MalformedSafetensorsException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }
}
