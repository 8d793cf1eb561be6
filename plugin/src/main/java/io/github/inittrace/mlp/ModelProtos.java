// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.inittrace.mlp.protos.DenseLayerProto;
import io.github.inittrace.mlp.protos.MLPClassificationModelProto;
import io.github.inittrace.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;

/** Writes models to protobuf and reads them back, bit for bit. */
final class ModelProtos {
    private ModelProtos() {}

    static MLPClassificationModelProto write(
            ModelDataProto metadata,
            FeatureScaling scaling,
            Activation activation,
            List<DenseLayer> layers) {
        MLPClassificationModelProto.Builder message =
                MLPClassificationModelProto.newBuilder()
                        .setMetadata(Any.pack(metadata))
                        .setFeatureScaling(scaling.name())
                        .setActivation(activation.name());
        for (DenseLayer layer : layers) {
            message.addLayers(
                    DenseLayerProto.newBuilder()
                            .setName(layer.name)
                            .setInputs(layer.inputs())
                            .setOutputs(layer.outputs())
                            .setWeights(bytes(layer.flatWeights()))
                            .setBias(bytes(layer.bias)));
        }
        return message.build();
    }

    private static ByteString bytes(float[] values) {
        ByteBuffer buffer =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return ByteString.copyFrom(buffer);
    }

    static MLPClassificationModel read(MLPClassificationModelProto message)
            throws InvalidProtocolBufferException {
        ModelDataCarrier<?> data =
                ModelDataCarrier.deserialize(message.getMetadata().unpack(ModelDataProto.class));
        requireIds(data);
        @SuppressWarnings("unchecked") // requireIds has looked
        ImmutableOutputInfo<Label> outputs = (ImmutableOutputInfo<Label>) data.outputDomain();
        return new MLPClassificationModel(
                data.name(),
                data.provenance(),
                data.featureDomain(),
                outputs,
                constant(FeatureScaling.values(), message.getFeatureScaling(), "a feature scaling"),
                activation(message.getActivation()),
                layers(message.getLayersList(), data.featureDomain().size(), outputs.size()),
                null);
    }

    /**
     * Requires labels, and of features and labels the ids 0, 1, ..., which are the network's inputs
     * and outputs: Tribuo reads others as well.
     */
    private static void requireIds(ModelDataCarrier<?> data) {
        for (int id = 0; id < data.featureDomain().size(); id++) {
            require(
                    data.featureDomain().get(id) != null,
                    "expected features with the ids from 0 to "
                            + (data.featureDomain().size() - 1)
                            + ", found none with the id "
                            + id);
        }
        require(data.outputDomain().size() > 0, "expected a domain of labels, found an empty one");
        for (int id = 0; id < data.outputDomain().size(); id++) {
            Output<?> output = data.outputDomain().getOutput(id);
            require(
                    output instanceof Label,
                    "expected labels with the ids from 0 to "
                            + (data.outputDomain().size() - 1)
                            + ", found "
                            + (output == null ? "none" : "a " + output.getClass().getName())
                            + " with the id "
                            + id);
        }
    }

    /** The first models knew no activation but ReLU and did not name it. */
    private static Activation activation(String name) {
        return name.isEmpty()
                ? Activation.RELU
                : constant(Activation.values(), name, "an activation");
    }

    private static <E extends Enum<E>> E constant(E[] known, String name, String what) {
        return Arrays.stream(known)
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "Invalid protobuf, expected "
                                                + what
                                                + " of "
                                                + Arrays.toString(known)
                                                + ", found '"
                                                + name
                                                + "'"));
    }

    private static List<DenseLayer> layers(
            List<DenseLayerProto> messages, int features, int outputs) {
        require(!messages.isEmpty(), "expected at least one layer, found none");
        List<DenseLayer> layers = new ArrayList<>();
        int inputs = features;
        boolean biased = !messages.get(0).getBias().isEmpty();
        for (DenseLayerProto message : messages) {
            String name = Network.name(layers.size() + 1, messages.size());
            require(
                    message.getName().equals(name),
                    "expected a layer '"
                            + name
                            + "', found '"
                            + SafeText.of(message.getName())
                            + "'");
            String layer = "layer '" + name + "'";
            int width = message.getOutputs();
            require(
                    message.getInputs() == inputs && width > 0,
                    "expected "
                            + layer
                            + " to have "
                            + inputs
                            + " inputs and some outputs, found "
                            + message.getInputs()
                            + " and "
                            + width);
            float[] flat = floats(message.getWeights(), (long) inputs * width, layer + " weights");
            float[] bias = floats(message.getBias(), biased ? width : 0, layer + " biases");
            float[][] weights = new float[inputs][];
            for (int i = 0; i < inputs; i++) {
                weights[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
            }
            layers.add(new DenseLayer(name, weights, bias));
            inputs = width;
        }
        require(
                inputs == outputs,
                "expected as many outputs as labels, " + outputs + ", found " + inputs);
        return layers;
    }

    private static float[] floats(ByteString bytes, long count, String what) {
        require(
                bytes.size() == count * Float.BYTES,
                "expected "
                        + what
                        + " to hold "
                        + count
                        + " floats, found "
                        + bytes.size()
                        + " bytes");
        FloatBuffer buffer =
                bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[(int) count];
        buffer.get(values);
        return values;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException("Invalid protobuf, " + message);
        }
    }
}
