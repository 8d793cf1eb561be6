// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.inittrace.kernels.Arena;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.lifecycle.ReweightableModel;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.WeightTensor;
import io.github.inittrace.lifecycle.WeightsState;
import io.github.inittrace.mlp.protos.MLPClassificationModelProto;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A multi-layer perceptron that {@link MLPClassificationTrainer} trained, or is about to train: the
 * initial network is a model like any other. Immutable and safe for use by many threads.
 *
 * <p>Predictions of many examples at a time go through the matrix kernels; a single one is computed
 * in plain Java, and may differ in the last bits of its probabilities.
 */
public final class MLPClassificationModel extends Model<Label>
        implements ONNXExportable, ReweightableModel<Label> {
    private static final long serialVersionUID = 1L;

    /** The version of the protobuf format this class writes. */
    public static final int CURRENT_VERSION = 0;

    private final FeatureScaling scaling;
    private final Activation activation;
    private final List<DenseLayer> layers;
    private transient @Nullable MatrixKernels kernels;

    /** By field, because a transient one is null in a model that Java's serialisation has read. */
    private static final AtomicReferenceFieldUpdater<
                    MLPClassificationModel, @Nullable SinglePredictor>
            SPARE =
                    AtomicReferenceFieldUpdater.newUpdater(
                            MLPClassificationModel.class, SinglePredictor.class, "spare");

    /** One that no thread uses now, if there is any. */
    private transient volatile @Nullable SinglePredictor spare;

    MLPClassificationModel(
            String name,
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Label> outputs,
            FeatureScaling scaling,
            Activation activation,
            List<DenseLayer> layers,
            @Nullable MatrixKernels kernels) {
        super(name, provenance, features, outputs, true);
        this.scaling = scaling;
        this.activation = activation;
        this.layers = new ArrayList<>(layers);
        this.kernels = kernels;
    }

    /**
     * Reads a model from protobuf, for Tribuo's {@code Model.deserialize}.
     *
     * @throws InvalidProtocolBufferException if the message is not of this model's type
     * @throws IllegalArgumentException if a later version wrote it
     * @throws IllegalStateException if its parts do not fit together
     */
    public static MLPClassificationModel deserializeFromProto(
            int version, String className, Any message) throws InvalidProtocolBufferException {
        if (version < 0 || version > CURRENT_VERSION) {
            throw new IllegalArgumentException(
                    "Unknown version "
                            + version
                            + ", this class supports at most version "
                            + CURRENT_VERSION);
        }
        return ModelProtos.read(message.unpack(MLPClassificationModelProto.class));
    }

    @Override
    public ModelProto serialize() {
        MLPClassificationModelProto message =
                ModelProtos.write(createDataCarrier().serialize(), scaling, activation, layers);
        return ModelProto.newBuilder()
                .setSerializedData(Any.pack(message))
                .setClassName(MLPClassificationModel.class.getName())
                .setVersion(CURRENT_VERSION)
                .build();
    }

    @Override
    public Prediction<Label> predict(Example<Label> example) {
        SinglePredictor predictor = SPARE.getAndSet(this, null);
        if (predictor == null) {
            predictor =
                    new SinglePredictor(featureIDMap, outputIDInfo, scaling, layers, activation);
        }
        Prediction<Label> prediction = predictor.predict(example);
        spare = predictor;
        return prediction;
    }

    @Override
    protected List<Prediction<Label>> innerPredict(Iterable<Example<Label>> examples) {
        MatrixKernels chosen = kernels == null ? MatrixKernels.best() : kernels;
        try (Arena arena = chosen.openArena()) {
            Network network = Network.of(arena, layers, activation);
            return new Predictor(network, featureIDMap, outputIDInfo, scaling).predict(examples);
        }
    }

    /** Empty: a feature of a perceptron has no single weight. */
    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    /** Empty, as for {@link #getTopFeatures}. */
    @Override
    public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
        return Optional.empty();
    }

    @Override
    protected MLPClassificationModel copy(String newName, ModelProvenance newProvenance) {
        return new MLPClassificationModel(
                newName,
                newProvenance,
                featureIDMap,
                outputIDInfo,
                scaling,
                activation,
                layers.stream().map(DenseLayer::copy).toList(),
                kernels);
    }

    @Override
    public MLPClassificationModel withWeights(List<? extends TensorView> weights) {
        ReweightableModel.requireSame(tensors(), weights);
        Iterator<? extends TensorView> next = weights.iterator();
        return new MLPClassificationModel(
                name,
                WeightsState.replaced(provenance),
                featureIDMap,
                outputIDInfo,
                scaling,
                activation,
                layers.stream().map(layer -> layer.withWeights(next)).toList(),
                kernels);
    }

    /** The sizes of the layers: features, hidden units, outputs. */
    public List<Integer> layerSizes() {
        List<Integer> sizes = new ArrayList<>();
        sizes.add(layers.get(0).inputs());
        layers.forEach(layer -> sizes.add(layer.outputs()));
        return List.copyOf(sizes);
    }

    /** What is done to every feature value before the network sees it. */
    public FeatureScaling featureScaling() {
        return scaling;
    }

    /** What hidden units apply to their input. */
    public Activation activation() {
        return activation;
    }

    /**
     * {@code initial} or {@code epoch-N} if this model was taken during training, {@code trained}
     * if it is what training returned.
     */
    public String weightsState() {
        return WeightsState.of(this);
    }

    /** Every weight matrix and bias vector, in the order of the ONNX file: copies. */
    @Override
    public List<WeightTensor> tensors() {
        List<WeightTensor> tensors = new ArrayList<>();
        for (DenseLayer layer : layers) {
            tensors.add(
                    new WeightTensor(
                            layer.name + ".weight",
                            List.of(layer.inputs(), layer.outputs()),
                            layer.flatWeights()));
            if (layer.isBiased()) {
                tensors.add(
                        new WeightTensor(
                                layer.name + ".bias",
                                List.of(layer.outputs()),
                                layer.bias.clone()));
            }
        }
        return tensors;
    }

    /**
     * One weight matrix or bias vector: a copy.
     *
     * @param name {@code hidden1.weight}, {@code hidden1.bias}, ..., {@code output.bias}
     * @throws IllegalArgumentException if the model has none of that name
     */
    public WeightTensor tensor(String name) {
        List<WeightTensor> tensors = tensors();
        for (WeightTensor tensor : tensors) {
            if (tensor.name().equals(name)) {
                return tensor;
            }
        }
        throw new IllegalArgumentException(
                "the model has the tensors "
                        + tensors.stream().map(WeightTensor::name).toList()
                        + ", found no '"
                        + name
                        + "'");
    }

    @Override
    public OnnxMl.ModelProto exportONNXModel(String domain, long modelVersion) {
        return OnnxExport.export(this, domain, modelVersion);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException if the inputs are not in Tribuo's order: whoever makes
     *     the graph hands every part of it the same columns, and they are in that order
     */
    @Override
    public ONNXNode writeONNXGraph(ONNXRef<?> input) {
        if (!InputOrder.isTribuos(featureIDMap)) {
            throw new UnsupportedOperationException(
                    "a network that is to be part of another ONNX graph must have its inputs in"
                            + " Tribuo's order, found an input order of its own; train it without");
        }
        return graph(input);
    }

    ONNXNode graph(ONNXRef<?> input) {
        return OnnxExport.graph(input, layers, scaling, activation);
    }
}
