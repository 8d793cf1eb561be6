// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.inittrace.lifecycle.NamelessModel;
import io.github.inittrace.lifecycle.TensorView;
import io.github.inittrace.lifecycle.WeightsState;
import io.github.inittrace.onnx.NamedExport;
import io.github.inittrace.text.Version;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.MutableFeatureMap;
import org.tribuo.ONNXExportable;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * The weights of a network that another tool trained. What the network does with them is not known,
 * so it predicts nothing; its ONNX file is a graph without inputs and nodes that gives the tensors.
 */
final class ImportedModel extends Model<Label> implements ONNXExportable, NamelessModel {
    private static final long serialVersionUID = 1L;

    /** Read by every runtime of the last years. */
    private static final int IR_VERSION = 8;

    private static final int OPSET = 13;

    private final List<SavedTensor> tensors;

    ImportedModel(ModelProvenance provenance, List<SavedTensor> tensors) {
        super(
                "imported",
                provenance,
                new ImmutableFeatureMap(new MutableFeatureMap()),
                new LabelFactory().generateInfo().generateImmutableOutputInfo(),
                false);
        this.tensors = List.copyOf(tensors);
    }

    @Override
    public List<? extends TensorView> tensors() {
        return tensors;
    }

    @Override
    public OnnxMl.ModelProto exportONNXModel(String domain, long version) {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("weights");
        for (SavedTensor tensor : tensors) {
            List<Long> lengths = tensor.shape().stream().map(Integer::longValue).toList();
            graph.addInitializer(
                    OnnxMl.TensorProto.newBuilder()
                            .setName(tensor.name())
                            .addAllDims(lengths)
                            .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                            .setRawData(bytes(tensor.values())));
            OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
            lengths.forEach(length -> shape.addDimBuilder().setDimValue(length));
            graph.addOutputBuilder()
                    .setName(tensor.name())
                    .getTypeBuilder()
                    .getTensorTypeBuilder()
                    .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                    .setShape(shape);
        }
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("InitTrace")
                .setProducerVersion(Version.current())
                .setDomain(domain)
                .setModelVersion(version)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .addMetadataProps(
                        NamedExport.property(
                                "inittrace.producer", "InitTrace " + Version.current()))
                .addMetadataProps(
                        NamedExport.property(WeightsState.METADATA, WeightsState.of(this)))
                .build();
    }

    private static ByteString bytes(double[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        return ByteString.copyFrom(bytes.flip());
    }

    @Override
    public ONNXNode writeONNXGraph(ONNXRef<?> input) {
        throw new UnsupportedOperationException("an imported network computes nothing");
    }

    @Override
    public Prediction<Label> predict(Example<Label> example) {
        throw new UnsupportedOperationException("an imported network predicts nothing");
    }

    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    @Override
    public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
        return Optional.empty();
    }

    @Override
    protected Model<Label> copy(String newName, ModelProvenance newProvenance) {
        return new ImportedModel(newProvenance, tensors);
    }
}
