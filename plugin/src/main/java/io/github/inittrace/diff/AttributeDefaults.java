// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an attribute is that a node does not have: ONNX' defaults, of those that no version of the
 * operator has changed. {@code attribute_defaults.py} writes the list.
 */
final class AttributeDefaults {
    private static final String LIST = "attribute-defaults.txt";

    /** A list of any length of this value. */
    private static final String EACH = "EACH";

    private static final Map<List<String>, Default> DEFAULTS = read();

    private AttributeDefaults() {}

    private record Default(String kind, List<String> values) {}

    private static Map<List<String>, Default> read() {
        Map<List<String>, Default> defaults = new HashMap<>();
        try (InputStream in =
                Objects.requireNonNull(AttributeDefaults.class.getResourceAsStream(LIST))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> List.of(line.split("\\|", -1)))
                    .forEach(
                            line ->
                                    defaults.put(
                                            line.subList(0, 3),
                                            new Default(
                                                    line.get(3),
                                                    List.of(line.get(4).split(",", -1)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it lies in the jar
        }
        return defaults;
    }

    /**
     * The attribute as a node would have it that states the default.
     *
     * @param other the attribute of the node's counterpart, for its name and length
     * @return the default; null if it is not known, or there is none
     */
    static OnnxMl.@Nullable AttributeProto of(OnnxMl.NodeProto node, OnnxMl.AttributeProto other) {
        @Nullable Default known =
                DEFAULTS.get(
                        List.of(
                                GraphBody.domain(node.getDomain()),
                                node.getOpType(),
                                other.getName()));
        if (known == null) {
            return null;
        }
        String first = known.values.get(0);
        OnnxMl.AttributeProto.Builder attribute =
                OnnxMl.AttributeProto.newBuilder().setName(other.getName());
        if (known.kind.equals(EACH)) {
            attribute.setType(OnnxMl.AttributeProto.AttributeType.INTS);
            for (int i = 0; i < other.getIntsCount(); i++) {
                attribute.addInts(Long.parseLong(first));
            }
            return attribute.build();
        }
        attribute.setType(OnnxMl.AttributeProto.AttributeType.valueOf(known.kind));
        switch (attribute.getType()) {
            case FLOAT -> attribute.setF(Float.parseFloat(first));
            case INT -> attribute.setI(Long.parseLong(first));
            case STRING -> attribute.setS(ByteString.copyFromUtf8(first));
            case INTS -> known.values.forEach(value -> attribute.addInts(Long.parseLong(value)));
            case STRINGS ->
                    known.values.forEach(
                            value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
            default -> throw new IllegalStateException("no default is of kind " + known.kind);
        }
        return attribute.build();
    }

    /** Whether an attribute only says what goes without saying. */
    static boolean isDefault(OnnxMl.NodeProto node, OnnxMl.AttributeProto attribute) {
        return attribute.equals(of(node, attribute));
    }
}
