// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Protobuf files changed at random, by seed. Half of the changes are to bytes, which mostly break
 * the lengths around them; the other half are to fields, at any depth, with the lengths around
 * them made right again, so that what is wrong is inside.
 */
final class Mutants {
    private static final long[] NUMBERS = {
        0,
        1,
        2,
        3,
        7,
        8,
        99,
        127,
        128,
        10_000,
        65_536,
        1L << 31,
        (1L << 31) - 1,
        1L << 32,
        1L << 61,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -2
    };
    private static final String[] TEXTS = {
        "",
        "../../etc/passwd",
        "/etc/passwd",
        "a/../../b",
        "..\\..\\b",
        "\0",
        ".",
        "\n\u001b[31m",
        "99999999999999999999",
        "-1",
        "18446744073709551615",
        "If",
        "Transpose",
        "w".repeat(5000)
    };

    private final Random random;

    Mutants(long seed) {
        random = new Random(seed);
    }

    /** A field of a message; the bytes of the value are without tag and length. */
    private record Field(int number, int wire, ByteString value) {}

    /** A changed file, perhaps with parts of another one. */
    byte[] of(byte[] file, byte[] other) throws IOException {
        byte[] mutant = file;
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            mutant = random.nextBoolean() ? bytes(mutant, other) : fields(mutant, other);
        }
        return mutant;
    }

    private byte[] bytes(byte[] file, byte[] other) {
        if (file.length == 0 || other.length == 0) {
            return other;
        }
        int at = random.nextInt(file.length);
        byte[] changed = file.clone();
        switch (random.nextInt(5)) {
            case 0 -> changed = Arrays.copyOf(file, at);
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> changed[at] = (byte) (changed[at] ^ 1 << random.nextInt(8));
            case 3 -> Arrays.fill(changed, at, Math.min(at + 5, file.length), (byte) 0xff);
            default -> {
                int from = random.nextInt(other.length);
                int length = Math.min(1 + random.nextInt(100), other.length - from);
                ByteString whole = ByteString.copyFrom(file);
                changed =
                        whole.substring(0, at)
                                .concat(ByteString.copyFrom(other, from, length))
                                .concat(whole.substring(random.nextBoolean() ? at : file.length))
                                .toByteArray();
            }
        }
        return changed;
    }

    private byte[] fields(byte[] message, byte[] other) throws IOException {
        List<Field> fields = parsed(message);
        if (fields.isEmpty()) {
            return bytes(message, other);
        }
        int at = random.nextInt(fields.size());
        Field field = fields.get(at);
        if (field.wire == WireFormat.WIRETYPE_LENGTH_DELIMITED && random.nextInt(5) > 0) {
            fields.set(
                    at,
                    new Field(
                            field.number,
                            field.wire,
                            ByteString.copyFrom(fields(field.value.toByteArray(), other))));
        } else {
            change(fields, at);
        }
        return written(fields);
    }

    private void change(List<Field> fields, int at) throws IOException {
        Field field = fields.get(at);
        switch (random.nextInt(7)) {
            case 0 -> fields.remove(at);
            case 1 -> fields.add(random.nextInt(fields.size() + 1), field);
            case 2 -> Collections.swap(fields, at, random.nextInt(fields.size()));
            case 3 -> fields.set(at, new Field(1 + random.nextInt(26), field.wire, field.value));
            case 4 -> fields.addAll(Collections.nCopies(random.nextInt(300), field));
            case 5 -> {
                Field with = fields.get(random.nextInt(fields.size()));
                fields.set(at, new Field(field.number, with.wire, with.value));
            }
            default ->
                    fields.set(
                            at,
                            field.wire == WireFormat.WIRETYPE_LENGTH_DELIMITED
                                    ? new Field(
                                            field.number,
                                            field.wire,
                                            ByteString.copyFromUtf8(
                                                    TEXTS[random.nextInt(TEXTS.length)]))
                                    : number(field.number));
        }
    }

    private Field number(int number) throws IOException {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeUInt64NoTag(NUMBERS[random.nextInt(NUMBERS.length)]);
        out.flush();
        return new Field(number, WireFormat.WIRETYPE_VARINT, bytes.toByteString());
    }

    /** The fields of a message; none if the bytes are no message. */
    private static List<Field> parsed(byte[] message) {
        List<Field> fields = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(message);
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int wire = WireFormat.getTagWireType(tag);
                int start = in.getTotalBytesRead();
                ByteString value;
                if (wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    value = in.readBytes();
                } else if (in.skipField(tag)) {
                    value = ByteString.copyFrom(message, start, in.getTotalBytesRead() - start);
                } else {
                    return List.of();
                }
                fields.add(new Field(WireFormat.getTagFieldNumber(tag), wire, value));
            }
            return fields;
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }

    private static byte[] written(List<Field> fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (Field field : fields) {
            out.writeTag(field.number, field.wire);
            if (field.wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                out.writeBytesNoTag(field.value);
            } else {
                out.writeRawBytes(field.value);
            }
        }
        out.flush();
        return bytes.toByteArray();
    }
}
