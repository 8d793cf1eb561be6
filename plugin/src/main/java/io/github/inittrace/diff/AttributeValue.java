// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.github.inittrace.onnx.StoredTensor;
import io.github.inittrace.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an attribute of any kind but a graph holds: texts, and numbers. */
final class AttributeValue {
    /** Larger constants are told apart by type and shape until their nodes are matched. */
    private static final int MOST_DIGESTED = 64;

    private static final int LONGEST_TEXT = 60;
    private static final int MOST_SHOWN = 4;

    /** The number of the field that says an attribute's kind. */
    private static final int TYPE = 20;

    private static final String VALUE = "value";

    /** Numbers are numbers, in which field ever. */
    private final String kind;

    /** The texts; of a sparse tensor its shape too. */
    private final List<ByteString> texts = new ArrayList<>();

    private final List<AttributeNumbers> numbers = new ArrayList<>();

    /** Types of tensors that are not read. */
    private final List<String> notRead = new ArrayList<>();

    private final Map<OnnxMl.TensorProto, StoredTensor> tensors;

    /**
     * Takes an attribute apart.
     *
     * @param tensors the tensors that attributes hold, each found by its very object
     */
    AttributeValue(OnnxMl.AttributeProto attribute, Map<OnnxMl.TensorProto, StoredTensor> tensors) {
        this.tensors = tensors;
        if (!attribute.getRefAttrName().isEmpty()) {
            kind = "attribute of the call";
            texts.add(ByteString.copyFromUtf8(attribute.getRefAttrName()));
            return;
        }
        kind = numeric(attribute) ? "numbers" : kind(attribute).name();
        switch (kind(attribute)) {
            case FLOAT -> numbers.add(AttributeNumbers.floats(List.of(attribute.getF())));
            case FLOATS ->
                    numbers.add(
                            AttributeNumbers.floats(
                                    attribute.getFloatsList(), attribute.getFloatsCount()));
            case INT -> numbers.add(AttributeNumbers.integers(List.of(attribute.getI())));
            case INTS ->
                    numbers.add(
                            AttributeNumbers.integers(
                                    attribute.getIntsList(), attribute.getIntsCount()));
            case STRING -> texts.add(attribute.getS());
            case STRINGS -> texts.addAll(attribute.getStringsList());
            case TENSOR -> tensor(attribute.getT());
            case TENSORS -> attribute.getTensorsList().forEach(this::tensor);
            case SPARSE_TENSOR -> sparse(attribute.getSparseTensor());
            case SPARSE_TENSORS -> attribute.getSparseTensorsList().forEach(this::sparse);
            case TYPE_PROTO -> type(attribute.getTp());
            case TYPE_PROTOS -> attribute.getTypeProtosList().forEach(this::type);
            case GRAPH, GRAPHS -> notRead.add("a graph");
            case UNDEFINED -> {
                UnknownFieldSet.Field number = attribute.getUnknownFields().getField(TYPE);
                number.getVarintList().forEach(n -> notRead.add("a value of kind " + n));
            }
        }
    }

    /** The kind of an attribute, which old files need not say. */
    static AttributeType kind(OnnxMl.AttributeProto attribute) {
        if (attribute.getType() != AttributeType.UNDEFINED) {
            return attribute.getType();
        } else if (attribute.hasF()) {
            return AttributeType.FLOAT;
        } else if (attribute.hasI()) {
            return AttributeType.INT;
        } else if (attribute.hasS()) {
            return AttributeType.STRING;
        } else if (attribute.hasT()) {
            return AttributeType.TENSOR;
        } else if (attribute.hasG()) {
            return AttributeType.GRAPH;
        } else if (attribute.getFloatsCount() > 0) {
            return AttributeType.FLOATS;
        } else if (attribute.getIntsCount() > 0) {
            return AttributeType.INTS;
        } else if (attribute.getStringsCount() > 0) {
            return AttributeType.STRINGS;
        } else if (attribute.getTensorsCount() > 0) {
            return AttributeType.TENSORS;
        } else if (attribute.getGraphsCount() > 0) {
            return AttributeType.GRAPHS;
        }
        return AttributeType.UNDEFINED;
    }

    /** Whether it is a graph, or some. */
    static boolean isGraph(OnnxMl.AttributeProto attribute) {
        AttributeType kind = kind(attribute);
        return kind == AttributeType.GRAPH || kind == AttributeType.GRAPHS;
    }

    /** The graphs of one that is. */
    static List<OnnxMl.GraphProto> graphs(OnnxMl.AttributeProto attribute) {
        return kind(attribute) == AttributeType.GRAPH
                ? List.of(attribute.getG())
                : attribute.getGraphsList();
    }

    private static boolean numeric(OnnxMl.AttributeProto attribute) {
        return switch (kind(attribute)) {
            case FLOAT, FLOATS, INT, INTS, TENSOR -> true;
            default -> false;
        };
    }

    private void tensor(OnnxMl.TensorProto header) {
        StoredTensor tensor = tensors.get(header);
        if (tensor == null) {
            notRead.add("a tensor that makes no sense");
        } else if (tensor.type() == null) {
            notRead.add("a tensor of " + tensor.typeName());
        } else {
            numbers.add(AttributeNumbers.of(tensor));
        }
    }

    private void sparse(OnnxMl.SparseTensorProto tensor) {
        texts.add(ByteString.copyFromUtf8("sparse " + tensor.getDimsList()));
        tensor(tensor.getValues());
        tensor(tensor.getIndices());
    }

    private void type(OnnxMl.TypeProto type) {
        texts.add(ByteString.copyFromUtf8(ValueTypes.of(type)));
    }

    /** What of it is not read. */
    List<String> notRead() {
        return notRead;
    }

    /** A number for it, equal for equal ones. */
    int digest() throws IOException {
        int digest = Objects.hash(kind, texts, notRead);
        for (AttributeNumbers each : numbers) {
            digest = 31 * digest + each.digest(MOST_DIGESTED);
        }
        return digest;
    }

    /**
     * How it differs from another.
     *
     * @return null if it does not
     * @throws AttributeNumbers.Inexact if integers may differ in digits that are not read
     */
    @Nullable PartDiff difference(AttributeValue other)
            throws IOException, AttributeNumbers.Inexact {
        boolean alike =
                kind.equals(other.kind)
                        && texts.equals(other.texts)
                        && notRead.equals(other.notRead)
                        && numbers.size() == other.numbers.size();
        for (int i = 0; alike && i < numbers.size(); i++) {
            alike = numbers.get(i).isLike(other.numbers.get(i));
        }
        if (!alike) {
            for (int i = 0; i < Math.min(texts.size(), other.texts.size()); i++) {
                if (!texts.get(i).equals(other.texts.get(i))) {
                    return different(texts.get(i), other.texts.get(i));
                }
            }
            boolean shapes = !numbers.isEmpty() && !other.numbers.isEmpty();
            return new PartDiff(VALUE, text(shapes), other.text(shapes));
        }
        for (int i = 0; i < numbers.size(); i++) {
            PartDiff difference = numbers.get(i).difference(VALUE, other.numbers.get(i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** What it is, in short. */
    String text() throws IOException {
        return text(false);
    }

    private String text(boolean shapes) throws IOException {
        List<String> parts = new ArrayList<>(notRead);
        for (ByteString text : texts.subList(0, Math.min(MOST_SHOWN, texts.size()))) {
            parts.add(text(text, 0));
        }
        for (AttributeNumbers each : numbers.subList(0, Math.min(MOST_SHOWN, numbers.size()))) {
            parts.add(each.text() + (shapes ? " of " + each.type() + " " + each.shape() : ""));
        }
        int left = texts.size() + numbers.size() + notRead.size() - parts.size();
        return parts.isEmpty()
                ? "nothing"
                : SafeText.of(String.join(", ", parts))
                        + (left > 0 ? " and " + left + " more" : "");
    }

    /** Two texts, of long ones the part from which on they differ. */
    private static PartDiff different(ByteString a, ByteString b) {
        int from = 0;
        if (Math.max(a.size(), b.size()) > LONGEST_TEXT) {
            int least = Math.min(a.size(), b.size());
            while (from < least && a.byteAt(from) == b.byteAt(from)) {
                from++;
            }
        }
        return new PartDiff(VALUE, text(a, from), text(b, from));
    }

    private static String text(ByteString text, int from) {
        if (text.size() <= LONGEST_TEXT && from == 0) {
            return "'" + SafeText.of(text.toStringUtf8()) + "'";
        }
        int end = Math.min(text.size(), from + LONGEST_TEXT / 2);
        return String.format(
                Locale.ROOT,
                "'%s%s%s' (%,d bytes)",
                from == 0 ? "" : "...",
                SafeText.of(text.substring(from, end).toStringUtf8()),
                end == text.size() ? "" : "...",
                text.size());
    }
}
